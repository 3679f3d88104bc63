"""A real Octavia API (Debian's python3-octavia) on sqlite, without Keystone and without a driver
agent: a thread plays the driver and turns PENDING_* into what it leads to.

    octavia_api.py DIRECTORY PORT
"""
import os
import sqlite3
import sys
import threading
import time
from wsgiref import simple_server

DIRECTORY, PORT = sys.argv[1], int(sys.argv[2])
DATABASE = os.path.join(DIRECTORY, 'octavia.db')
TABLES = ['listener', 'pool', 'member', 'health_monitor', 'l7policy', 'l7rule']


def write(name, text):
    path = os.path.join(DIRECTORY, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


POLICY = write('policy.yaml', '"context_is_admin": ""\n')
CONFIGURATION = write('octavia.conf', f'''
[DEFAULT]
transport_url = fake://
[api_settings]
bind_host = 127.0.0.1
bind_port = {PORT}
auth_strategy = noauth
enabled_provider_drivers = noop_driver:noop,noop_driver-alt:alt
default_provider_driver = noop_driver
[database]
connection = sqlite:///{DATABASE}
[controller_worker]
network_driver = network_noop_driver
[oslo_policy]
policy_file = {POLICY}
[certificates]
cert_manager = local_cert_manager
''')

from octavia.api import app as api_app  # noqa: E402

application = api_app.setup_app(argv=['octavia-api', '--config-file', CONFIGURATION])

from octavia.db import api as db_api, base_models  # noqa: E402
from octavia.tests.functional.db.base import OctaviaDBTestBase  # noqa: E402


class Seed(OctaviaDBTestBase):
    def __init__(self):  # of a test case we need nothing else
        pass


base_models.BASE.metadata.create_all(db_api.get_engine())
Seed()._seed_lookup_tables(db_api.get_session())


def play_driver():
    while True:
        time.sleep(0.1)
        database = sqlite3.connect(DATABASE, timeout=0.05)
        try:
            with database:
                for table in TABLES:
                    database.execute(
                        f"delete from {table} where provisioning_status = 'PENDING_DELETE'")
                database.execute(
                    "update load_balancer set provisioning_status = 'DELETED'"
                    " where provisioning_status = 'PENDING_DELETE'")
                for table in TABLES + ['load_balancer']:
                    database.execute(
                        f"update {table} set provisioning_status = 'ACTIVE',"
                        " updated_at = datetime('now')"
                        " where provisioning_status like 'PENDING_%'")
        except sqlite3.OperationalError as error:  # the API holds the database: next time
            print('driver:', error, flush=True)
        finally:
            database.close()


def with_project(environment, start):
    environment['HTTP_X_PROJECT_ID'] = 'conformance'
    environment['HTTP_X_ROLES'] = 'admin'
    return application(environment, start)


class Quiet(simple_server.WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


threading.Thread(target=play_driver, daemon=True).start()
server = simple_server.make_server('127.0.0.1', PORT, with_project, handler_class=Quiet)
print('ready', flush=True)
server.serve_forever()
