#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds what is stale and runs the conformance suites; `./dev conformance` calls it.
# `--envoy` hands all translations to both supported Envoys too, or to the one that LATEEN_ENVOY names.
# LATEEN_ENTRY names another program of the module; LATEEN_TIER=4 lets the JVM compile for a run of hours. LATEEN_REBUILD=never runs the classes that lie in the modules' target folders, whatever compiled them.
set -euo pipefail
LATEEN_LAUNCHER=$(readlink -f "${BASH_SOURCE[0]}")
LATEEN_HOME=${LATEEN_LAUNCHER%/scripts/*}
export LATEEN_HOME
cd "$LATEEN_HOME"
. scripts/jdk.sh
. scripts/packages.sh
LATEEN_STAMP=$LATEEN_HOME/conformance/target/built
LATEEN_BUILD_MODULES=dist,conformance
. scripts/build.sh
. scripts/envoy.sh

words=()
for word in "$@"; do
  if [ "$word" != --envoy ]; then
    words+=("$word")
  elif [ -n "${LATEEN_ENVOY:-}" ]; then
    words+=(--envoy "$LATEEN_ENVOY")
  else
    for role in pinned second; do
      binary=$(envoy_binary "$role")
      words+=(--envoy "$binary")
    done
  fi
done

find_jdk
if [ "${LATEEN_REBUILD:-auto}" = never ]; then
  classes=$(printf '%s:' */target/classes samples/*/target/classes)
else
  build_if_stale
  classes=conformance/target/classes:
fi
exec "$JAVA_HOME/bin/java" -XX:+UseParallelGC -Xmx2g -Xss4m "-XX:TieredStopAtLevel=${LATEEN_TIER:-1}" \
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dlateen.home="$LATEEN_HOME" \
  -cp "$classes$LATEEN_CLASSPATH" "${LATEEN_ENTRY:-io.lateen.conformance.Conformance}" "${words[@]}"
