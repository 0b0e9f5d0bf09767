# SPDX-License-Identifier: Apache-2.0
# Builds the jars that the launcher runs, when a source is newer than the last build. Sourced.
# Who needs more than those sets LATEEN_BUILD_MODULES and a stamp of its own.

LATEEN_LIB=$LATEEN_HOME/dist/target/lib
LATEEN_STAMP=${LATEEN_STAMP:-$LATEEN_HOME/dist/target/built}
LATEEN_ARCHIVES=$LATEEN_HOME/dist/target/cds
LATEEN_CLASSPATH=$LATEEN_LIB/\*

# Every folder whose change makes the build stale.
lateen_sources() {
  printf '%s\n' "$LATEEN_HOME/pom.xml" "$LATEEN_HOME"/*/pom.xml "$LATEEN_HOME"/*/src/main \
    "$LATEEN_HOME"/samples/*/pom.xml "$LATEEN_HOME"/samples/*/src/main
}

build_is_stale() {
  [ -f "$LATEEN_STAMP" ] || return 0
  [ -n "$(find $(lateen_sources) -newer "$LATEEN_STAMP" \( -type f -o -type d \) -print -quit 2>/dev/null)" ]
}

build_if_stale() {
  build_is_stale || return 0
  mkdir -p "$LATEEN_HOME/dist/target"
  # One build at a time; who waited finds it done.
  (
    flock 9
    build_is_stale || exit 0
    build
  ) 9>"$LATEEN_HOME/dist/target/lock"
}

build() {
  local log=$LATEEN_HOME/dist/target/build.log started=$SECONDS mark
  need mvn maven
  mark=$(mktemp)
  echo "building Lateen (log: ${log#"$PWD"/})" >&2
  rm -rf "$LATEEN_LIB" "$LATEEN_ARCHIVES"
  if ! mvn -f "$LATEEN_HOME/pom.xml" -B -q -T2 -Dmaven.test.skip=true -pl "${LATEEN_BUILD_MODULES:-dist}" -am package >"$log" 2>&1; then
    grep -E '^\[ERROR\]|error:' "$log" | head -15 >&2
    rm -f "$mark"
    echo "lateen: the build failed." >&2
    echo "  fix  see $log; the Maven registry must be reachable for the first build." >&2
    exit 69
  fi
  touch -r "$mark" "$LATEEN_STAMP"
  rm -f "$mark"
  echo "built in $((SECONDS - started)) s" >&2
}

# archive_flags NAME: sets the array cds so that the JVM maps its classes from an archive, making it at first use.
archive_flags() {
  local file=$LATEEN_ARCHIVES/$1.jsa
  if [ -w "$LATEEN_HOME/dist/target" ]; then
    mkdir -p "$LATEEN_ARCHIVES"
  fi
  cds=(-XX:+AutoCreateSharedArchive -XX:SharedArchiveFile="$file" -Xlog:cds=off -Xlog:cds+dynamic=off)
}
