# shellcheck shell=bash
# The test of the container image, in podman: privileged, and with two capabilities and a read-only root.
# Sourced by `lab`; machine-image.sh runs inside namespaces.

test_image() {
    local layer
    layer=$(/usr/bin/python3 "$top/integration-tests/lab/layer.py" "$packages/upkeep-oci.tar")
    expect "Upkeep's layer at most $compressed_limit MiB: $layer" test "$layer" -le $compressed_limit
    need python3-kubernetes docker-compose
    expect 'the DaemonSet fits the API of Kubernetes' /usr/bin/python3 "$top/integration-tests/lab/manifests.py" \
        "$top/examples/container/daemonset.yaml"
    expect 'the compose file fits its schema' docker-compose -f "$top/examples/container/compose.yaml" config -q
    in_machine machine-image.sh "$packages/upkeep-oci.tar" || die 'a test of the image failed'
}
