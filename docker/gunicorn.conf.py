"""The web server of production. One container holds two processes; scale by containers."""

import os

bind = "0.0.0.0:8000"  # inside the container: compose decides who reaches it
worker_class = "gthread"
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60  # seconds; longer work belongs to the worker
graceful_timeout = 30
max_requests = 5_000  # a slow leak never lives long
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm"  # noqa: S108 - the heartbeat file must not wait for a disk
control_socket_disable = True
# No access log: addresses of pages hold references and one-time links. The proxy may keep its own.
