# One image for web, worker and beat: docker-compose.yml says which command each one runs.

FROM python:3.13-slim-bookworm AS build
WORKDIR /app
ENV PIP_NO_CACHE_DIR=1
# First what changes rarely: packages by their hashes, and the NHS.UK design system.
COPY run requirements.txt requirements-s3.txt ./
COPY frontend frontend
RUN ./run setup \
    && .venv/bin/pip install --quiet --only-binary=:all: --require-hashes -r requirements-s3.txt \
    && rm -rf .venv/node frontend/node_modules
COPY . .
# Outside production the settings ask for no secret; nothing but the static files is kept.
RUN .venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && .venv/bin/python -m compileall -q coproduce contributors projects expenses \
    && find var -mindepth 1 -maxdepth 1 ! -name static -exec rm -rf {} + \
    && mkdir -p var/files var/evidence var/erased

FROM python:3.13-slim-bookworm
# Fonts for PDF documents: the typesetter brings none without serifs.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends fonts-liberation fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin coproduce
WORKDIR /app
COPY --from=build /app /app
# The code belongs to root and cannot be changed from inside; only uploaded files, heads of the chain and the
# list of erasures are written.
RUN chown coproduce: var/files var/evidence var/erased
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    COPRODUCE_ENV=production
USER coproduce
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "docker/healthcheck.py"]
CMD ["gunicorn", "--config", "docker/gunicorn.conf.py", "coproduce.wsgi"]
