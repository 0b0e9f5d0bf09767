#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What the formatter and the compiler do not check: licence lines, sizes, names, package pages, machine paths.
set -uo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

found=0
# finding TEXT LINES: reports the lines, if any.
finding() {
  if [ -n "$2" ]; then
    printf '%s\n%s\n\n' "$1" "$2" >&2
    found=1
  fi
}

sources() { git ls-files --cached --others --exclude-standard "$@" | while read -r f; do [ -f "$f" ] && echo "$f"; done; }

java=$(sources '*.java')
scripts=$(sources lateen dev .ci/run 'scripts/*.sh')

finding 'No SPDX line at the top (fix: // SPDX-License-Identifier: Apache-2.0):' \
  "$(for f in $java $scripts $(sources '*.proto' 'pom.xml' '*/pom.xml'); do head -3 "$f" | grep -q 'SPDX-License-Identifier: Apache-2.0' || echo "$f"; done)"
finding 'Longer than 400 lines, tests than 600 (fix: split by subject):' \
  "$(echo "$java" | xargs wc -l | awk '$2 != "total" && $1 > ($2 ~ "/src/test/" ? 600 : 400) {print $2, $1}')"
finding 'Names that say nothing about the role (fix: docs/decisions and CONTRIBUTING.md list the suffixes):' \
  "$(echo "$java" | grep -E '/([A-Za-z]*(Manager|Helper|Utils?|Impl|Processor)|Abstract[A-Z][A-Za-z]*|Common[A-Z][A-Za-z]*|Base[A-Z][A-Za-z]*)\.java$')"
finding 'Packages without package-info.java:' \
  "$(echo "$java" | grep '/src/main/' | xargs -n1 dirname | sort -u | while read -r d; do [ -f "$d/package-info.java" ] || echo "$d"; done)"
finding 'Unfinished marks:' "$(grep -nE 'TODO|FIXME|(^|[^A-Za-z])XXX|Placeholder\.' $java)"
finding 'Tests that do not run (@Disabled, assumptions):' "$(grep -nE '@Disabled|assumeTrue|assumeThat|assumeFalse' $java)"
finding 'Paths of one machine:' "$(grep -nE '(^|[^A-Za-z0-9_.])/(work|root|home)/' $java $scripts $(sources '*.md' '*.yaml'))"
finding 'Files that programs leave behind (fix: git rm them):' \
  "$(git ls-files | grep -E '(^|/)hs_err_pid[0-9]+\.log$|\.(log|jfr|hprof|class|jar)$')"

for script in $scripts; do
  bash -n "$script" || found=1
done
[ "$found" -eq 0 ] && echo "lint: nothing found" >&2
exit "$found"
