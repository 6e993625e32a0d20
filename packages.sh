#!/bin/sh
# packages.sh: the one place that installs Debian packages.
#
#   sh packages.sh                 what the tool needs to be built and to make a site
#   sh packages.sh test            that, and what the tests and the sanitizers need
#   sh packages.sh conformance     that, and what the outside judges need
#   sh packages.sh fresh           that, and what makes an empty Debian (tests/fresh.sh)
#   sh packages.sh --list [GROUP…] only print the names
#
# Works on Debian 12 (bookworm) and 13 (trixie), as root or with sudo. Asks nothing, installs no recommended extras,
# and does nothing at all (no root, no network) when every package is there.
set -eu

# The compiler and the libraries, each with its reason in gen/decisions/.
BUILD='
gcc libc6-dev make pkg-config
libglib2.0-dev libcairo2-dev libpango1.0-dev
libcsv-dev libcmark-dev libjansson-dev libyaml-dev libpng-dev
libqpdf-dev libdeflate-dev libqrencode-dev nettle-dev icc-profiles-free
libhyphen-dev hyphen-nl'

# What rendering may see (fonts/fonts.conf), and the tools that cut web fonts from it.
FONTS='
fonts-inter fonts-noto-core
libharfbuzz-bin woff2'

# cmocka is the test library; poppler and qpdf look at our PDFs from outside; clang is the second compiler; python3 runs
# the proof of disclosure control.
# libclang-rt-N-dev is clang's sanitizer runtime; N follows the release, see clang_runtime().
TEST='
libcmocka-dev
poppler-utils qpdf
clang llvm
python3'

# tests/fresh.sh and .ci/run.
FRESH='debootstrap git'

# What the outside judges run on; veraPDF comes with Maven, pdf.js with npm, frictionless with pip (tests/conformance/judges.py). The font
# is a fallback that one of the torture projects declares.
CONFORMANCE='
default-jre-headless maven
nodejs npm
python3-venv
fonts-noto-cjk'

say()  { printf 'packages.sh: %s\n' "$*" >&2; }
fail() { say "$*"; exit 3; }

# One question for all names: this runs at each make test.
missing() {
    dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^ii *//p' |
        awk -v want="$*" '
            { have[$1] = 1 }
            END { n = split(want, w, " "); for (i = 1; i <= n; i++) if (!(w[i] in have)) printf "%s ", w[i] }'
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    else
        fail "packages are missing: $want. Run this script as root once, or install sudo."
    fi
}

# The runtime package of the clang that this release calls "clang", from whoever knows its dependencies.
clang_runtime() {
    depends=$(dpkg-query -W -f '${Depends}' clang 2>/dev/null) || depends=
    [ -n "$depends" ] || depends=$(apt-cache show clang 2>/dev/null | sed -n 's/^Depends: //p' | head -n 1)
    printf '%s\n' "$depends" | sed -n 's/.*clang-\([0-9][0-9]*\).*/libclang-rt-\1-dev/p'
}

install_missing() {
    want=$(missing "$@")
    [ -z "$want" ] && return 0
    say "installing: $want"
    if [ -z "$updated" ]; then
        as_root apt-get -q update >&2
        updated=yes
    fi
    # shellcheck disable=SC2086  # a list of words on purpose
    as_root apt-get -q -y --no-install-recommends -o Dpkg::Use-Pty=0 install $want >&2
}

[ -r /etc/debian_version ] && command -v apt-get >/dev/null 2>&1 || fail 'this is not Debian; see README.md for what is needed.'

list=
[ "${1:-}" = --list ] && { list=yes; shift; }
packages="$BUILD $FONTS"
with_clang=
for group in "$@"; do
    case $group in
        build)       ;;
        test)        packages="$packages $TEST"; with_clang=yes ;;
        fresh)       packages="$packages $FRESH" ;;
        conformance) packages="$packages $TEST $CONFORMANCE"; with_clang=yes ;;
        *)           say "unknown group '$group': give build, test, fresh or conformance"; exit 64 ;;
    esac
done

# A Node.js from elsewhere has its own npm, and Debian's cannot be installed beside it.
[ -n "$list" ] || ! command -v npm >/dev/null 2>&1 || packages=$(printf '%s\n' $packages | grep -vx npm)

if [ -n "$list" ]; then
    # shellcheck disable=SC2086
    printf '%s\n' $packages
    [ -z "$with_clang" ] || clang_runtime
    exit 0
fi

updated=
# shellcheck disable=SC2086
install_missing $packages
if [ -n "$with_clang" ]; then
    runtime=$(clang_runtime)
    [ -n "$runtime" ] || fail 'cannot tell which libclang-rt-N-dev belongs to clang'
    install_missing "$runtime"
fi
