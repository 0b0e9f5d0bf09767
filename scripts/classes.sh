#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Records which classes the processes use, into dist/classes; `./dev classes` calls it. To be run when libraries or
# the JDK change; lists that have grown old cost time at each start and nothing else.
set -euo pipefail
LATEEN_LAUNCHER=$(readlink -f "${BASH_SOURCE[0]}")
LATEEN_HOME=${LATEEN_LAUNCHER%/scripts/*}
export LATEEN_HOME
cd "$LATEEN_HOME"
. scripts/jdk.sh
. scripts/packages.sh
. scripts/build.sh

find_jdk
build_if_stale
rm -rf "$LATEEN_RECORDING"
mkdir "$LATEEN_RECORDING"
trap 'rm -rf "$LATEEN_RECORDING"' EXIT

# A control plane that knows workloads and has no proxies rehearses (docs/decisions/067).
rehearse() {
  local folder plane
  folder=$(mktemp -d)
  mkdir "$folder/config"
  cat >"$folder/config/pod.yaml" <<'YAML'
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: default, uid: a, labels: {app: a, security.istio.io/tlsMode: istio}}
spec: {nodeName: nowhere, serviceAccountName: a, containers: [{name: app, ports: [{containerPort: 9080}]}]}
status: {phase: Running, podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1}]}
YAML
  cat >"$folder/settings.yaml" <<YAML
dataDir: $folder/data
xds: {host: 127.0.0.1, port: 0}
api: {host: 127.0.0.1, port: 0}
configDirs: [$folder/config]
YAML
  ./lateen control-plane --config "$folder/settings.yaml" >"$folder/log" 2>&1 &
  plane=$!
  for _ in {1..150}; do
    grep -q rehearsed "$folder/log" && break
    sleep 0.2
  done
  grep -q rehearsed "$folder/log" || cat "$folder/log" >&2
  kill "$plane"
  wait "$plane" || true
  rm -rf "$folder"
}
rehearse

# The whole life of control plane and agents, then the commands that need no control plane.
./lateen demo --check || echo "not every proof was kept; the lists are good all the same" >&2
examples=samples/bookinfo/networking
./lateen help >/dev/null
./lateen validate --help >/dev/null
./lateen validate -f $examples/ >/dev/null || true
./lateen translate -f $examples/ >/dev/null || true
./lateen analyze -f $examples/ >/dev/null 2>&1 || true
./lateen explain -f $examples/ --call '{"port":9080}' >/dev/null 2>&1 || true
./lateen apply --dry-run=client -f $examples/ >/dev/null 2>&1 || true

# Without what differs from run to run: comments, numbers, resolved constants, classes of other loaders; and without
# the last line of each file, which a killed process may have left unfinished.
mkdir -p dist/classes
for name in agent control-plane cli; do
  for file in "$LATEEN_RECORDING/$name".*; do
    sed '$d' "$file"
  done | sed -E '/^#|^@cp|source:/d; s/ id: [0-9]+$//' | LC_ALL=C sort -u >"dist/classes/$name.list"
  echo "$(wc -l <"dist/classes/$name.list") lines in dist/classes/$name.list"
done
