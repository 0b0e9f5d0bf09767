#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Writes into docs/compatibility.md which field of which kind is supported and which golden case proves it;
# `./dev fields` calls it. LATEEN_REBUILD=never uses the classes in the modules' target folders.
set -euo pipefail
LATEEN_ENTRY=io.lateen.conformance.matrix.Fields exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/conformance.sh" "$@"
