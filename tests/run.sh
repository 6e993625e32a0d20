#!/bin/sh
# tests/run.sh TEST…: runs cmocka programs one after the other and adds up what they report.
#
# Shows the output of what failed only; all of it is kept beside each program (<program>.log). A program that dies, hangs
# or reports nothing counts as a failure, and a run without a single test fails: silence is never a pass.
# Last line: "N passed, M failed". TIMEOUT is in seconds for each program.
set -u

# GLib's cache of freed pieces hides leaks and overruns; the suppressions name other people's caches only.
export G_SLICE=always-malloc G_DEBUG=fatal-criticals
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1:detect_stack_use_after_return=1}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}"
export LSAN_OPTIONS="${LSAN_OPTIONS:-suppressions=tests/lint/lsan.supp:print_suppressions=0}"
export CMOCKA_MESSAGE_OUTPUT=stdout

passed=0 failed=0 skipped=0
for test in "$@"; do
    log=$test.log
    timeout "${TIMEOUT:-600}" "$test" >"$log" 2>&1
    status=$?
    # "[  PASSED  ] 3 test(s)."  "[  FAILED  ] group: 1 test(s), listed below:"  (once for each group of the program)
    counts=$(sed -n 's/^\[  \(PASSED\|FAILED\|SKIPPED\) *\] .*\b\([0-9][0-9]*\) test(s).*/\1 \2/p' "$log" |
        awk '{ n[$1] += $2 } END { print n["PASSED"] + 0, n["FAILED"] + 0, n["SKIPPED"] + 0 }')
    read -r p f s <<END
$counts
END
    note=
    if [ "$status" -eq 124 ]; then
        note=" (no end after ${TIMEOUT:-600} s)"
    elif [ "$status" -gt 128 ]; then
        note=" (died: signal $((status - 128)))"
    elif [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; then
        note=" (exit status $status)"
    elif [ $((p + f + s)) -eq 0 ]; then
        note=" (ran no tests)"
    fi
    [ -n "$note" ] && [ "$f" -eq 0 ] && f=1
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    if [ "$f" -gt 0 ]; then
        echo "FAILED  $test: $p passed, $f failed$note"
        sed 's/^/    /' "$log"
    else
        echo "ok      $test: $p passed$([ "$s" -gt 0 ] && echo ", $s skipped")"
        grep -i '^\(skipped\|not run\):' "$log" | sed 's/^/    /'
    fi
done

[ "$skipped" -gt 0 ] && echo "$skipped skipped"
[ $((passed + failed)) -eq 0 ] && echo 'no tests were run: that is a failure'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
