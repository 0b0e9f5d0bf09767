#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds and runs the benchmarks; `./dev bench` calls it. Arguments: SUITE [--case CASE] [-o json], or
# authz [--pairs N] [--minutes N] [--seed N].
set -euo pipefail
LATEEN_LAUNCHER=$(readlink -f "${BASH_SOURCE[0]}")
LATEEN_HOME=${LATEEN_LAUNCHER%/scripts/*}
export LATEEN_HOME
cd "$LATEEN_HOME"
# Rules of access against real Envoys: a program of the conformance suites.
if [ "${1:-}" = authz ]; then
  shift
  LATEEN_TIER=4 LATEEN_ENTRY=io.lateen.conformance.access.LongRun exec ./scripts/conformance.sh --envoy "$@"
fi
. scripts/jdk.sh
. scripts/packages.sh
. scripts/build.sh

find_jdk
need mvn maven
build_if_stale
# Maven ends its output with terminal codes, even in batch mode; standard output is for figures.
mvn -B -q -T2 -Dmaven.test.skip=true -pl bench -am package >&2
exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -Dlateen.home="$LATEEN_HOME" \
  -cp "bench/target/classes:$LATEEN_CLASSPATH" io.lateen.bench.Bench "$@"
