# SPDX-License-Identifier: Apache-2.0
# Makes sure that commands exist, installing their Debian packages where that is possible. Sourced.

# need COMMAND PACKAGE [COMMAND PACKAGE]…
need() {
  local missing=() commands=()
  while [ $# -ge 2 ]; do
    if ! command -v "$1" >/dev/null 2>&1; then
      commands+=("$1")
      missing+=("$2")
    fi
    shift 2
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing ${missing[*]} (for: ${commands[*]})" >&2
    local log
    log=$(mktemp)
    if { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" ||
         { apt-get update -qq &&
           DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; }; } \
         >"$log" 2>&1; then
      rm -f "$log"
      return 0
    fi
    tail -5 "$log" >&2
    rm -f "$log"
  fi
  echo "lateen: missing commands: ${commands[*]}" >&2
  echo "  fix  install the packages ${missing[*]} (as root on Debian this happens by itself)." >&2
  return 69
}
