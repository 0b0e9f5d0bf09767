# SPDX-License-Identifier: Apache-2.0
# Finds a JDK of the required feature release and exports JAVA_HOME. Sourced by ./lateen and ./dev.

LATEEN_JAVA_RELEASE=25

jdk_release() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] &&
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_on_path() {
  local java
  java=$(command -v java 2>/dev/null) || return 0
  java=$(readlink -f "$java")
  printf '%s\n' "${java%/bin/java}"
}

# Order: JAVA_HOME, PATH, the folders where packages and SDKMAN put JDKs; the first that is new enough wins.
find_jdk() {
  local home release
  for home in "${JAVA_HOME:-}" "$(jdk_on_path)" /usr/lib/jvm/* "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/*; do
    [ -n "$home" ] || continue
    release=$(jdk_release "$home" || true)
    if [ -n "$release" ] && [ "$release" -ge "$LATEEN_JAVA_RELEASE" ]; then
      export JAVA_HOME="$home"
      return 0
    fi
  done
  cat >&2 <<END
lateen: no JDK $LATEEN_JAVA_RELEASE or newer found (looked at JAVA_HOME, PATH, /usr/lib/jvm and SDKMAN).
  fix  install one, for example the package temurin-$LATEEN_JAVA_RELEASE-jdk, or set JAVA_HOME to it.
END
  return 69
}
