#!/bin/sh
# make bench: how long one factsheet takes, stage by stage, and how much memory, with one and with two workers.
# Measures; never passes or fails on a number. ROUNDS=n repeats each run and shows the median.
set -eu
FEITENBLAD="${FEITENBLAD:-build/feitenblad}"
ROUNDS="${ROUNDS:-3}"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# One build into an empty folder, so that nothing is taken over from an earlier one. The project's own state is untouched:
# it is kept by output folder.
measure() {
    jobs=$1
    for round in $(seq "$ROUNDS"); do
        rm -rf "$out/site"
        start=$(date +%s%N)
        "$FEITENBLAD" build --project . --output "$out/site" -j "$jobs" --timings >"$out/log" 2>"$out/err" || { cat "$out/err" >&2; exit 1; }
        end=$(date +%s%N)
        sed -n "s/^timings: //p" "$out/log" | tr ' ' '\n' | awk -F= -v wall=$(((end - start) / 1000)) '
            { v[$1] = $2 }
            END { n = v["regions"]
                  printf "%.3f %.1f %.2f %.2f %.2f %.2f %.2f %.0f %d %d\n", wall / 1e6, n / (wall / 1e6), v["bind_us"] / n / 1000,
                         v["layout_us"] / n / 1000, v["draw_us"] / n / 1000, v["finish_us"] / n / 1000, v["write_us"] / n / 1000,
                         v["peak_kib"] / 1024, n, v["pages"] }'
    done | sort -n | awk -v jobs="$jobs" '
        { row[NR] = $0 }
        END { split(row[int((NR + 1) / 2)], m, " ")
              printf "-j%-2d %9s %12s %9s %9s %9s %9s %9s %10s\n", jobs, m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8]
              pages = m[10]; regions = m[9] }'
}

echo "Whole example, every format, median of $ROUNDS rounds (ms are for one factsheet on one core; draw = PDF drawing + SVG + HTML)"
printf '%-3s %9s %12s %9s %9s %9s %9s %9s %10s\n' '' seconds regions/s bind layout draw finish write peak-MiB
for jobs in 1 2; do measure "$jobs"; done
find "$out/site" -name factsheet.pdf -printf '%s\n' | sort -n |
    awk '{ s[NR] = $1; t += $1 } END { printf "PDF: %d files, median %.1f KB, largest %.1f KB\n", NR, s[int((NR + 1) / 2)] / 1000, s[NR] / 1000 }'
