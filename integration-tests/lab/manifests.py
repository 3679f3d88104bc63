"""Compares a Kubernetes manifest with the API as Debian's python3-kubernetes knows it: every key exists
there, every value has its type, and what is required is present. Arguments: files."""

import re
import sys

import yaml
from kubernetes import client


def check(value, kind, path):
    if listed := re.fullmatch(r'list\[(.*)\]', kind):
        expect(isinstance(value, list), path, 'a list', value)
        for i, each in enumerate(value):
            check(each, listed[1], f'{path}[{i}]')
    elif mapped := re.fullmatch(r'dict\((.*), (.*)\)', kind):
        expect(isinstance(value, dict), path, 'a map', value)
        for key, each in value.items():
            check(each, mapped[2], f'{path}.{key}')
    elif kind in ('str', 'int', 'bool', 'float'):
        expect(type(value).__name__ == kind, path, kind, value)
    elif kind == 'object':
        pass
    else:
        model = getattr(client, kind)
        names = {written: field for field, written in model.attribute_map.items()}
        expect(isinstance(value, dict), path, kind, value)
        for key, each in value.items():
            expect(key in names, path, f'a key of {kind}', key)
            check(each, model.openapi_types[names[key]], f'{path}.{key}')
        model(**{names[key]: each for key, each in value.items()})  # refuses what lacks something required


def expect(right, path, wanted, found):
    if not right:
        sys.exit(f'{path}: expected {wanted}, found {found!r}')


for file in sys.argv[1:]:
    with open(file, encoding='utf-8') as text:
        for document in yaml.safe_load_all(text):
            check(document, 'V1' + document['kind'], f'{file}: {document["kind"]}')
