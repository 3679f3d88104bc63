"""Prints the size in MiB, rounded up, of the last layer of a container image (OCI). Argument: the archive."""

import json
import sys
import tarfile

with tarfile.open(sys.argv[1]) as image:
    def read(name):
        return json.load(image.extractfile('./' + name))

    manifest = read('index.json')['manifests'][0]['digest'].replace(':', '/')
    print(-(-read('blobs/' + manifest)['layers'][-1]['size'] // 1048576))
