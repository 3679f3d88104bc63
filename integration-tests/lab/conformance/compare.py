"""Sends the same requests to two load balancer APIs and compares the answers: statuses, keys and
fault strings. Prints every difference; exits with 1 when one has no reason in REASONS.

    compare.py REFERENCE-URL OUR-URL
"""
import json
import re
import sys
import time
import urllib.error
import urllib.request

SUBNET = '11111111-2222-3333-4444-555555555555'
NOBODY = '99999999-2222-3333-4444-555555555555'

# Why an answer may differ, by the name of its request.
REASONS = {
    'no object in the body': 'Octavia fails with 500; a client\'s mistake is 400 here',
    'unknown path': 'Octavia answers with a page; here it is JSON',
    'bad direction': 'Octavia answers with a page; here it is JSON',
    'bad limit': 'Octavia answers with a page; here it is JSON',
    'no number': 'Octavia quotes the whole body in Python; here the attribute is named',
    'no boolean': 'Octavia quotes the whole body in Python; here the attribute is named',
    'load balancer': 'vip_network_id is filled in from the subnet',
    'show loadbalancers': 'vip_network_id is filled in from the subnet',
    'rename': 'vip_network_id is filled in from the subnet',
    'quota 0 is enforced': 'Octavia with noauth does not enforce it at once',
    'flavor capabilities': 'the settings are those of the provider',
}

LB, LISTENER, POOL, MONITOR = 'loadbalancer', 'listener', 'pool', 'healthmonitor'


def steps():
    """(name, method, path, body, what the id of the answer is called)"""
    yield 'bad JSON', 'POST', 'loadbalancers', '{bad', None
    yield 'no object in the body', 'POST', 'loadbalancers', {}, None
    yield 'no VIP', 'POST', 'loadbalancers', {LB: {}}, None
    yield 'unknown attribute', 'POST', 'loadbalancers', {LB: {'vip_subnet_id': SUBNET, 'foo': 1}}, None
    yield 'bad address', 'POST', 'loadbalancers', {LB: {'vip_subnet_id': SUBNET, 'vip_address': 'x'}}, None
    yield 'bad UUID', 'POST', 'loadbalancers', {LB: {'vip_subnet_id': 'x'}}, None
    yield 'long name', 'POST', 'loadbalancers', {LB: {'vip_subnet_id': SUBNET, 'name': 'n' * 256}}, None
    yield 'unknown provider', 'POST', 'loadbalancers', {LB: {'vip_subnet_id': SUBNET, 'provider': 'x'}}, None
    yield 'unknown flavor', 'POST', 'loadbalancers', {LB: {'vip_subnet_id': SUBNET, 'flavor_id': NOBODY}}, None
    yield 'load balancer', 'POST', 'loadbalancers', {LB: {'name': 'c', 'vip_subnet_id': SUBNET, 'vip_address': '198.18.0.9', 'tags': ['a']}}, 'lb'
    yield 'listener', 'POST', 'listeners', {LISTENER: {'loadbalancer_id': '{lb}', 'protocol': 'HTTP', 'protocol_port': '80', 'connection_limit': '7', 'insert_headers': {'X-Forwarded-For': 'true'}}}, 'li'
    yield 'same port', 'POST', 'listeners', {LISTENER: {'loadbalancer_id': '{lb}', 'protocol': 'TCP', 'protocol_port': 80}}, None
    yield 'bad protocol', 'POST', 'listeners', {LISTENER: {'loadbalancer_id': '{lb}', 'protocol': 'X', 'protocol_port': 81}}, None
    yield 'bad port', 'POST', 'listeners', {LISTENER: {'loadbalancer_id': '{lb}', 'protocol': 'TCP', 'protocol_port': 70000}}, None
    yield 'no number', 'POST', 'listeners', {LISTENER: {'loadbalancer_id': '{lb}', 'protocol': 'TCP', 'protocol_port': 'x'}}, None
    yield 'unknown load balancer', 'POST', 'listeners', {LISTENER: {'loadbalancer_id': NOBODY, 'protocol': 'TCP', 'protocol_port': 82}}, None
    yield 'headers on TCP', 'POST', 'listeners', {LISTENER: {'loadbalancer_id': '{lb}', 'protocol': 'TCP', 'protocol_port': 82, 'insert_headers': {'X-Forwarded-For': 'true'}}}, None
    yield 'TLS without certificate', 'POST', 'listeners', {LISTENER: {'loadbalancer_id': '{lb}', 'protocol': 'TERMINATED_HTTPS', 'protocol_port': 82}}, None
    yield 'CIDR of another version', 'POST', 'listeners', {LISTENER: {'loadbalancer_id': '{lb}', 'protocol': 'TCP', 'protocol_port': 83, 'allowed_cidrs': ['2001:db8::/32']}}, None
    yield 'listener of UDP on the same port', 'POST', 'listeners', {LISTENER: {'loadbalancer_id': '{lb}', 'protocol': 'UDP', 'protocol_port': 80}}, None
    yield 'time-out of persistence on HTTP', 'POST', 'pools', {POOL: {'listener_id': '{li}', 'protocol': 'HTTP', 'lb_algorithm': 'ROUND_ROBIN', 'session_persistence': {'type': 'SOURCE_IP', 'persistence_timeout': 9}}}, None
    yield 'cookie without a name', 'POST', 'pools', {POOL: {'listener_id': '{li}', 'protocol': 'HTTP', 'lb_algorithm': 'ROUND_ROBIN', 'session_persistence': {'type': 'APP_COOKIE'}}}, None
    yield 'name without a cookie', 'POST', 'pools', {POOL: {'listener_id': '{li}', 'protocol': 'HTTP', 'lb_algorithm': 'ROUND_ROBIN', 'session_persistence': {'type': 'HTTP_COOKIE', 'cookie_name': 'a'}}}, None
    yield 'pool of another protocol', 'POST', 'pools', {POOL: {'listener_id': '{li}', 'protocol': 'UDP', 'lb_algorithm': 'ROUND_ROBIN'}}, None
    yield 'pool', 'POST', 'pools', {POOL: {'listener_id': '{li}', 'protocol': 'HTTP', 'lb_algorithm': 'ROUND_ROBIN', 'session_persistence': {'type': 'APP_COOKIE', 'cookie_name': 'J'}}}, 'po'
    yield 'second default pool', 'POST', 'pools', {POOL: {'listener_id': '{li}', 'protocol': 'HTTP', 'lb_algorithm': 'ROUND_ROBIN'}}, None
    yield 'pool of nobody', 'POST', 'pools', {POOL: {'protocol': 'HTTP', 'lb_algorithm': 'ROUND_ROBIN'}}, None
    yield 'bad algorithm', 'POST', 'pools', {POOL: {'loadbalancer_id': '{lb}', 'protocol': 'HTTP', 'lb_algorithm': 'X'}}, None
    yield 'other pool', 'POST', 'pools', {POOL: {'loadbalancer_id': '{lb}', 'protocol': 'HTTP', 'lb_algorithm': 'SOURCE_IP', 'name': 'o'}}, 'other'
    yield 'member', 'POST', 'pools/{po}/members', {'member': {'address': '10.0.0.1', 'protocol_port': 80, 'weight': 2}}, 'me'
    yield 'same member', 'POST', 'pools/{po}/members', {'member': {'address': '10.0.0.1', 'protocol_port': 80}}, None
    yield 'heavy member', 'POST', 'pools/{po}/members', {'member': {'address': '10.0.0.2', 'protocol_port': 80, 'weight': 257}}, None
    yield 'member without an address', 'POST', 'pools/{po}/members', {'member': {'protocol_port': 80}}, None
    yield 'batch', 'PUT', 'pools/{po}/members', {'members': [{'address': '10.0.0.1', 'protocol_port': 80, 'weight': 5}, {'address': '10.0.0.3', 'protocol_port': 80}]}, None
    yield 'members after the batch', 'GET', 'pools/{po}/members?fields=address&fields=weight', None, None
    yield 'additive batch', 'PUT', 'pools/{po}/members?additive_only=true', {'members': [{'address': '10.0.0.4', 'protocol_port': 80}]}, None
    yield 'first page', 'GET', 'pools/{po}/members?limit=1&sort=address:desc&fields=address', None, None
    yield 'monitor of another kind', 'POST', 'healthmonitors', {MONITOR: {'pool_id': '{po}', 'type': 'UDP-CONNECT', 'delay': 5, 'timeout': 3, 'max_retries': 2}}, None
    yield 'path on TCP', 'POST', 'healthmonitors', {MONITOR: {'pool_id': '{po}', 'type': 'TCP', 'url_path': '/', 'delay': 5, 'timeout': 3, 'max_retries': 2}}, None
    yield 'host without a version', 'POST', 'healthmonitors', {MONITOR: {'pool_id': '{po}', 'type': 'HTTP', 'domain_name': 'a.b', 'delay': 5, 'timeout': 3, 'max_retries': 2}}, None
    yield 'monitor', 'POST', 'healthmonitors', {MONITOR: {'pool_id': '{po}', 'type': 'HTTP', 'delay': 5, 'timeout': 3, 'max_retries': 2}}, 'hm'
    yield 'second monitor', 'POST', 'healthmonitors', {MONITOR: {'pool_id': '{po}', 'type': 'TCP', 'delay': 5, 'timeout': 3, 'max_retries': 2}}, None
    yield 'bad codes', 'PUT', 'healthmonitors/{hm}', {MONITOR: {'expected_codes': '2xx'}}, None
    yield 'another type of monitor', 'PUT', 'healthmonitors/{hm}', {MONITOR: {'type': 'TCP'}}, None
    yield 'no delay', 'PUT', 'healthmonitors/{hm}', {MONITOR: {'delay': None}}, None
    yield 'policy without a URL', 'POST', 'l7policies', {'l7policy': {'listener_id': '{li}', 'action': 'REDIRECT_TO_URL'}}, None
    yield 'bad URL', 'POST', 'l7policies', {'l7policy': {'listener_id': '{li}', 'action': 'REDIRECT_TO_URL', 'redirect_url': 'x'}}, None
    yield 'policy', 'POST', 'l7policies', {'l7policy': {'listener_id': '{li}', 'action': 'REDIRECT_TO_POOL', 'redirect_pool_id': '{other}'}}, 'l7'
    yield 'pool in use', 'DELETE', 'pools/{other}', None, None
    yield 'rule', 'POST', 'l7policies/{l7}/rules', {'rule': {'type': 'PATH', 'compare_type': 'STARTS_WITH', 'value': '/a'}}, 'ru'
    yield 'rule without a key', 'POST', 'l7policies/{l7}/rules', {'rule': {'type': 'HEADER', 'compare_type': 'EQUAL_TO', 'value': 'a'}}, None
    yield 'rule with a bad regex', 'POST', 'l7policies/{l7}/rules', {'rule': {'type': 'COOKIE', 'key': 'k', 'compare_type': 'EQUAL_TO', 'value': 'a b'}}, None
    yield 'the default limit again', 'PUT', 'listeners/{li}', {LISTENER: {'connection_limit': None}}, None
    yield 'another port', 'PUT', 'listeners/{li}', {LISTENER: {'protocol_port': 81}}, None
    yield 'no persistence', 'PUT', 'pools/{po}', {POOL: {'session_persistence': None}}, None
    yield 'no boolean', 'PUT', 'loadbalancers/{lb}', {LB: {'admin_state_up': 'False'}}, None
    yield 'rename', 'PUT', 'loadbalancers/{lb}', {LB: {'name': 'd', 'admin_state_up': False}}, None
    for kind in ('loadbalancers/{lb}', 'listeners/{li}', 'pools/{po}', 'pools/{po}/members/{me}', 'healthmonitors/{hm}', 'l7policies/{l7}', 'l7policies/{l7}/rules/{ru}', 'loadbalancers/{lb}/stats', 'listeners/{li}/stats'):
        yield 'show ' + kind.split('/{')[0], 'GET', kind, None, None
    yield 'by tag', 'GET', 'loadbalancers?tags=a&fields=name', None, None
    yield 'by name', 'GET', 'loadbalancers?name=d&fields=name', None, None
    yield 'by nothing known', 'GET', 'loadbalancers?bogus=1', None, None
    yield 'sorted by nothing known', 'GET', 'loadbalancers?sort=bogus', None, None
    yield 'bad direction', 'GET', 'loadbalancers?sort=name:up', None, None
    yield 'bad limit', 'GET', 'loadbalancers?limit=x', None, None
    yield 'unknown object', 'GET', 'loadbalancers/' + NOBODY, None, None
    yield 'unknown path', 'GET', 'nosuch', None, None
    yield 'with children', 'DELETE', 'loadbalancers/{lb}', None, None
    yield 'failover', 'PUT', 'loadbalancers/{lb}/failover', None, None
    yield 'quota', 'PUT', 'quotas/somebody', {'quota': {'load_balancer': 0}}, None
    yield 'quota as it is', 'GET', 'quotas/somebody', None, None
    yield 'quota 0 is enforced', 'POST', 'loadbalancers', {LB: {'vip_subnet_id': SUBNET, 'project_id': 'somebody'}}, None
    yield 'quota of old', 'DELETE', 'quotas/somebody', None, None
    yield 'default quotas', 'GET', 'quotas/defaults', None, None
    yield 'flavors', 'GET', 'flavors', None, None
    yield 'availability zones', 'GET', 'availabilityzones', None, None
    yield 'flavor capabilities', 'GET', 'providers/noop_driver/flavor_capabilities', None, None
    yield 'delete the member', 'DELETE', 'pools/{po}/members/{me}', None, None
    yield 'delete the policy', 'DELETE', 'l7policies/{l7}', None, None
    yield 'delete with all', 'DELETE', 'loadbalancers/{lb}?cascade=true', None, None


class Api:
    def __init__(self, url):
        self.url = url + '/v2/lbaas/'
        self.ids = {}

    def ask(self, method, path, body):
        if body is not None and not isinstance(body, str):
            body = json.dumps(body)
        for name, value in self.ids.items():
            path = path.replace('{' + name + '}', value)
            body = body and body.replace('{' + name + '}', value)
        request = urllib.request.Request(
            self.url + path, method=method, data=body and body.encode(),
            headers={'Content-Type': 'application/json'} if body else {})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                status, text = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            status, text = error.code, error.read().decode()
        try:
            return status, json.loads(text)
        except ValueError:
            return status, text

    def settle(self):
        for _ in range(100):
            status, answer = self.ask('GET', 'loadbalancers/' + self.ids['lb'], None)
            if status != 200 or not answer[LB]['provisioning_status'].startswith('PENDING'):
                return
            time.sleep(0.1)

    def step(self, method, path, body, name):
        status, answer = self.ask(method, path, body)
        for _ in range(20):  # sqlite has one writer, and the driver of the reference is another
            if status != 500 or 'database is locked' not in str(answer):
                break
            time.sleep(0.1)
            status, answer = self.ask(method, path, body)
        if name and status == 201:
            self.ids[name] = next(iter(answer.values()))['id']
        if 'lb' in self.ids and method != 'GET':
            self.settle()
        return shape(status, answer, self.ids)


def shape(status, answer, ids):
    """What of an answer is compared."""
    if isinstance(answer, dict) and 'faultstring' in answer:
        text = answer['faultstring']
        for value in ids.values():
            text = text.replace(value, 'ID')
        # the order of choices changes from run to run
        choices = re.match(r'(.*Value should be one of: )(.*)', text)
        if choices:
            text = choices[1] + ', '.join(sorted(choices[2].split(', ')))
        return status, answer['faultcode'], text
    return status, keys(answer)


def keys(value):
    if isinstance(value, dict):
        # updated_at is null until the driver has done its work, which may be before the answer
        return {name: name != 'updated_at' and keys(each) for name, each in sorted(value.items())}
    if isinstance(value, list):
        return [keys(each) for each in value[:1]] + [len(value)]
    return type(value).__name__ if value is not None else None


def main():
    reference, ours = Api(sys.argv[1]), Api(sys.argv[2])
    count = same = unexplained = 0
    for name, method, path, body, saved in steps():
        count += 1
        expected = reference.step(method, path, body, saved)
        got = ours.step(method, path, body, saved)
        if expected == got:
            same += 1
            continue
        reason = REASONS.get(name)
        unexplained += reason is None
        print(f'{name} ({method} {path}): {reason or "NOT EXPLAINED"}')
        print(f'    Octavia {json.dumps(expected)[:300]}')
        print(f'    Upkeep  {json.dumps(got)[:300]}')
    print(f'{same} of {count} requests answered alike, {unexplained} differences without a reason')
    sys.exit(1 if unexplained else 0)


main()
