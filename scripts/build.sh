# SPDX-License-Identifier: Apache-2.0
# Builds the jars that the launcher runs, when a source is newer than the last build, and the archives of their
# classes. Sourced; needs find_jdk. Who needs more than those jars sets LATEEN_BUILD_MODULES and a stamp of its own.

LATEEN_LIB=$LATEEN_HOME/dist/target/lib
LATEEN_STAMP=${LATEEN_STAMP:-$LATEEN_HOME/dist/target/built}
LATEEN_CLASSPATH=$LATEEN_LIB/\*

# Options that every process of Lateen runs with, and with which class archives are made.
LATEEN_JVM=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)

# Exists while ./dev classes watches which classes are used.
LATEEN_RECORDING=$LATEEN_HOME/dist/target/recording

# Every folder whose change makes the build stale.
lateen_sources() {
  printf '%s\n' "$LATEEN_HOME/pom.xml" "$LATEEN_HOME"/*/pom.xml "$LATEEN_HOME"/*/src/main \
    "$LATEEN_HOME"/samples/*/pom.xml "$LATEEN_HOME"/samples/*/src/main "$LATEEN_HOME/dist/classes"
}

build_is_stale() {
  [ -f "$LATEEN_STAMP" ] || return 0
  [ -n "$(find $(lateen_sources) -newer "$LATEEN_STAMP" \( -type f -o -type d \) -print -quit 2>/dev/null)" ]
}

build_if_stale() {
  build_is_stale || [ ! -d "$(archives)" ] || return 0
  mkdir -p "$LATEEN_HOME/dist/target"
  # One build at a time; who waited finds it done.
  (
    flock 9
    if build_is_stale; then
      build
    fi
    if [ ! -d "$(archives)" ]; then
      make_archives
    fi
  ) 9>"$LATEEN_HOME/dist/target/lock"
}

build() {
  local log=$LATEEN_HOME/dist/target/build.log started=$SECONDS mark
  need mvn maven
  mark=$(mktemp)
  echo "building Lateen (log: ${log#"$PWD"/})" >&2
  rm -rf "$LATEEN_LIB" "$LATEEN_HOME/dist/target/cds"
  if ! mvn -f "$LATEEN_HOME/pom.xml" -B -q -T2 -Dmaven.test.skip=true -pl "${LATEEN_BUILD_MODULES:-dist}" -am package >"$log" 2>&1; then
    grep -E '^\[ERROR\]|error:' "$log" | head -15 >&2
    rm -f "$mark"
    echo "lateen: the build failed." >&2
    echo "  fix  see $log; the Maven registry must be reachable for the first build." >&2
    exit 69
  fi
  make_archives
  touch -r "$mark" "$LATEEN_STAMP"
  rm -f "$mark"
  echo "built in $((SECONDS - started)) s" >&2
}

# The jars of the agent alone: it looks through each of them, and every table of contents stays in its memory.
agent_class_path() {
  local jars
  jars=$(<"$LATEEN_HOME/agent/target/class-path")
  printf '%s\n' "$(echo "$LATEEN_LIB"/lateen-agent-*.jar):${jars//LIB\//$LATEEN_LIB/}"
}

# Where the archives of this JDK are; those of another one would not be read.
archives() {
  local sum
  read -r sum _ < <(cksum "$JAVA_HOME/release")
  printf '%s\n' "$LATEEN_HOME/dist/target/cds/$sum"
}

# Makes one archive for each list of classes in dist/classes (docs/decisions/016). Without an archive all works, slower.
make_archives() {
  local folder next list name class_path jobs=()
  folder=$(archives)
  next=$folder.next
  rm -rf "$next"
  mkdir -p "$next"
  for list in "$LATEEN_HOME"/dist/classes/*.list; do
    name=$(basename "$list" .list)
    class_path=$LATEEN_CLASSPATH
    if [ "$name" = agent ]; then
      class_path=$(agent_class_path)
    fi
    "$JAVA_HOME/bin/java" -Xshare:dump -Xlog:disable -XX:+UseCompactObjectHeaders -XX:SharedClassListFile="$list" \
      -XX:SharedArchiveFile="$next/$name.jsa" "${LATEEN_JVM[@]}" -cp "$class_path" >"$next/$name.log" 2>&1 &
    jobs+=($!)
  done
  wait "${jobs[@]}" || echo "lateen: not every class archive could be made; starts are slower (${next%.next})" >&2
  rm -rf "$folder"
  mv "$next" "$folder"
}

# archive_flags NAME: sets the array cds so that the JVM maps its classes from the archive of that name.
archive_flags() {
  local file
  cds=()
  if [ -d "$LATEEN_RECORDING" ]; then
    cds=(-XX:DumpLoadedClassList="$LATEEN_RECORDING/$1.%p")
    return
  fi
  file=$(archives)/$1.jsa
  if [ -f "$file" ]; then
    cds=(-XX:SharedArchiveFile="$file" -Xshare:auto -Xlog:cds=off:stderr -Xlog:aot=off:stderr)
  fi
}
