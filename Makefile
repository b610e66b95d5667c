# Backchannel. `make help` lists what can be asked. Needs make and Python 3.11 or newer, nothing else.
#
# Run it in this folder, or from anywhere with `make -C FOLDER`. Paths are relative to this folder,
# so that a folder with blanks in its name works as well.

PORT ?= 8000
IMPORT ?=
WORKERS ?= $(shell nproc 2>/dev/null || echo 2)# test processes
TESTS ?=

ifeq ($(wildcard manage.py),)
$(error Run make in the folder of Backchannel, or from elsewhere with: make -C FOLDER)
endif

ifneq ($(shell test ! -e .venv || test -w .venv || echo foreign),)
$(error The folder .venv belongs to somebody else. Run make as that user, or remove .venv and var)
endif

python := .venv/bin/python
# A stamp is newer than its requirements when they are installed. An environment whose Python is gone,
# or in which an installation was interrupted, counts as not installed.
ifneq ($(shell test ! -e .venv/unfinished && $(python) -c 'print("works")' 2>/dev/null),works)
$(shell rm -f .venv/runtime.stamp .venv/development.stamp)
endif
runtime := .venv/runtime.stamp
development := .venv/development.stamp

.DEFAULT_GOAL := help
.PHONY: help demo test check format messages bench clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile | expand -t 18

demo: $(runtime) ## everything, to a running site: PORT=8000, IMPORT=folder with announcements
	@DEMO=1 exec $(python) manage.py demo --port '$(PORT)' --import '$(IMPORT)'

test: $(development) ## all tests, the browser's included: TESTS='tests/forum -k reply' for some
	@CHROMIUM="$$($(python) tools/find_browser.py --install)" && export CHROMIUM && \
	exec $(python) -m pytest --numprocesses $(WORKERS) --dist loadscope --no-loadscope-reorder $(TESTS)

check: $(development) ## what a machine can judge without running the tests
	@tools/check $(python)

format: $(development) ## bring Python and templates into the one form
	@$(python) -m ruff format .
	@$(python) -m ruff check --fix --quiet .

messages: $(development) ## collect and compile the texts to be translated; needs GNU gettext
	@command -v msgfmt >/dev/null || { echo "This needs GNU gettext (on Debian: apt-get install gettext)."; exit 1; }
	@DEMO=1 $(python) manage.py makemessages --all --no-obsolete --no-location --ignore .venv --ignore var --ignore tests
	@DEMO=1 $(python) manage.py compilemessages --ignore .venv

bench: $(runtime) ## measure the pages of a large community: POSTS=100000
	@exec $(python) bench/run.py

clean: ## remove the environment and all data that was made here
	@! test -e $(python) || $(python) -m community.core.embedded remove
	rm -rf .venv var

$(runtime): requirements.txt
	@tools/setup_venv requirements.txt
	@touch $@

$(development): requirements.txt requirements-dev.txt
	@tools/setup_venv requirements-dev.txt
	@touch $(runtime) $@
