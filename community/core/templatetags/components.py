"""Small pieces of pages."""

from functools import lru_cache

from django import template
from django.utils.html import conditional_escape
from django.utils.translation import get_language
from lucide.templatetags.lucide import lucide

from community.core.markup import excerpt as plain_excerpt

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> str:
    """An inline icon by its Lucide name; decorative unless it has a label."""
    return _drawn(name, str(label))


@lru_cache(maxsize=256)
def _drawn(name: str, label: str) -> str:
    if label:
        return lucide(name, size=16, **{"class": "icon", "role": "img", "aria-label": label})
    return lucide(name, size=16, **{"class": "icon", "aria-hidden": "true"})


@register.tag
def kept(parser, token) -> "KeptNode":
    """``{% kept value … %}…{% endkept %}``: what is the same on all pages for these values, drawn once for a language.

    What stands in it may depend on nothing else: whoever asks next is answered with it.
    """
    values = [parser.compile_filter(value) for value in token.split_contents()[1:]]
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(values, nodes)


class KeptNode(template.Node):
    def __init__(self, values: list[template.base.FilterExpression], nodelist: template.NodeList):
        self.values, self.nodelist, self.drawn = values, nodelist, {}

    def render(self, context) -> str:
        key = (get_language(), *(bool(value.resolve(context)) for value in self.values))
        if key not in self.drawn:
            self.drawn[key] = self.nodelist.render(context)
        return self.drawn[key]


@register.simple_tag
def initials_of(name: str) -> str:
    """Two letters for the square beside a name."""
    words = name.split() or ["?"]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


@register.simple_tag(takes_context=True)
def query_with(context, **changes) -> str:
    """The address of this page with some parameters changed; an empty value takes one out."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        parameters.pop(name, None)
        if value not in ("", None):
            parameters[name] = value
    return "?" + parameters.urlencode() if parameters else context["request"].path


@register.simple_tag(takes_context=True)
def query_without(context, *names) -> str:
    """The address of this page without some parameters."""
    return query_with(context, **dict.fromkeys(names, ""))


@register.simple_tag
def field_attributes(bound) -> str:
    """Ids that tie a control to its hint and its error."""
    described = [f"{bound.id_for_label}_hint"] if bound.help_text else []
    if bound.errors:
        described.append(f"{bound.id_for_label}_error")
    return conditional_escape(" ".join(described))


@register.simple_tag
def control(bound) -> str:
    """The form control with our class, tied to its hint and error. Its label stands above it, never inside."""
    bound.field.widget.attrs.pop("placeholder", None)
    described = field_attributes(bound)
    attributes = {"class": control_class(bound)}
    if described:
        attributes["aria-describedby"] = described
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return bound.as_widget(attrs=attributes)


def control_class(bound) -> str:
    kind = getattr(bound.field.widget, "input_type", "text")
    return "" if kind in {"checkbox", "radio", "file"} else "input"


@register.filter
def excerpt(html: str) -> str:
    """The beginning of a rendered text as plain words; about four lines."""
    return plain_excerpt(html, length=280)


@register.filter
def is_checkbox(bound) -> bool:
    return getattr(bound.field.widget, "input_type", "") == "checkbox" and not hasattr(bound.field, "choices")


@register.filter
def is_group(bound) -> bool:
    """Several controls under one legend: radio buttons, check boxes."""
    return bool(bound.use_fieldset)


@register.filter
def webcal(address: str) -> str:
    """The address as calendar programs subscribe to it, instead of opening it once."""
    return "webcal://" + address.partition("://")[2]
