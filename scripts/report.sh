# SPDX-License-Identifier: Apache-2.0
# Adds up what ran: JUnit's reports of all modules and the rows of the demo's check. Sourced.

rows_passed=0
rows_failed=0
broken=0
broken_parts=()

# A part that did not run at all counts as one failure, so that it can never look green.
fail() {
  echo "FAILED: $*" >&2
  broken=$((broken + 1))
  broken_parts+=("$*")
}

# count_rows LOG ROLE: the check's own last line is `N passed, N failed`.
count_rows() {
  local line
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$1" | tail -1)
  if [ -z "$line" ]; then
    fail "the demo's check printed no result with Envoy $2"
    return 0
  fi
  rows_passed=$((rows_passed + ${line%% passed*}))
  line=${line#*, }
  rows_failed=$((rows_failed + ${line%% failed*}))
}

# name_failing REPORT...: a line for each test that did not pass, with where to read more.
name_failing() {
  awk '
    /<testcase / {
      class = name = $0
      sub(/.* classname="/, "", class); sub(/".*/, "", class)
      sub(/.*<testcase name="/, "", name); sub(/".*/, "", name)
    }
    /<(failure|error|skipped)[ \/>]/ { print "not passed: " class "." name ", see " FILENAME }' "$@"
}

# Prints failing tests and, as the last line, `N passed, N failed`; fails when anything did.
report_totals() {
  local files passed failed
  files=$(find . -path '*/surefire-reports/TEST-*.xml' | sort)
  if [ -z "$files" ]; then
    fail "no test report was written"
    files=/dev/null
  fi
  read -r passed failed < <(
    awk '
      match($0, /<testsuite /) {
        tests = errors = failures = skipped = 0
        if (match($0, / tests="[0-9]+"/)) tests = substr($0, RSTART + 8, RLENGTH - 9)
      }
      match($0, / errors="[0-9]+"/) && !seen[FILENAME, "e"]++ { errors = substr($0, RSTART + 9, RLENGTH - 10) }
      match($0, / failures="[0-9]+"/) && !seen[FILENAME, "f"]++ { failures = substr($0, RSTART + 11, RLENGTH - 12) }
      match($0, / skipped="[0-9]+"/) && !seen[FILENAME, "s"]++ { skipped = substr($0, RSTART + 10, RLENGTH - 11) }
      /<\/testsuite>/ { total += tests; bad += errors + failures + skipped }
      END { print total - bad + 0, bad + 0 }' $files
  )
  [ "$broken" -eq 0 ] || printf 'not passed: %s\n' "${broken_parts[@]}"
  name_failing $files
  failed=$((failed + rows_failed + broken))
  passed=$((passed + rows_passed))
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
