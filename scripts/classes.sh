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
