/* What every page may need. Nothing here is needed to read or to post. */
import "./elements/theme.js";
import "./elements/forms.js";
