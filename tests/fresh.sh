#!/bin/sh
# tests/fresh.sh SUITE: what a newcomer meets. Makes an empty Debian (bookworm or trixie) under build/, clones HEAD into the
# home of a user with sudo, and runs "make site" and "make test" there. Needs root. KEEP=1 leaves the Debian for a look;
# CONFORMANCE=1 runs "make conformance" there as well.
#
# Where packages come from is asked of this machine's own apt configuration, with its proxy; nothing is named here.
set -eu
suite=${1:-}
case $suite in
    bookworm | trixie) ;;
    *) echo "usage: make fresh SUITE=bookworm|trixie" >&2; exit 64 ;;
esac
[ "$(id -u)" -eq 0 ] || { echo 'make fresh needs root: debootstrap and chroot do' >&2; exit 3; }
project=$(cd "$(dirname "$0")/.." && pwd)
cd "$project"
sh packages.sh fresh
[ -z "$(git -c safe.directory='*' status --porcelain)" ] || echo 'note: there are changes that are not committed; the clone does not have them' >&2

# "URI suite component…" for each enabled binary source of this machine, from both kinds of files.
sources() {
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -r "$file" ] && sed -n 's/^[[:space:]]*deb[[:space:]]\{1,\}\(\[[^]]*\][[:space:]]*\)\{0,1\}//p' "$file"
    done
    for file in /etc/apt/sources.list.d/*.sources; do
        [ -r "$file" ] || continue
        awk 'function out(   i, j, u, s) {
                 if (types ~ /(^| )deb( |$)/ && enabled != "no") {
                     split(uris, u, " "); split(suites, s, " ")
                     for (i in u) for (j in s) print u[i], s[j], components
                 }
                 types = uris = suites = components = enabled = ""
             }
             /^#/ { next }
             /^[ \t]*$/ { out(); next }
             { key = tolower($1); value = $0; sub(/^[^ \t]*[ \t]*/, "", value) }
             key == "types:" { types = value } key == "uris:" { uris = value } key == "suites:" { suites = value }
             key == "components:" { components = value } key == "enabled:" { enabled = tolower(value) }
             END { out() }' "$file"
    done
}
# mirror SUITE: where this machine gets that suite's main component.
mirror() {
    uri=$(sources | awk -v suite="$1" '$2 == suite { for (i = 3; i <= NF; i++) if ($i == "main") { print $1; exit } }')
    case $uri in
        mirror+file:*) uri=$(grep -v '^#' "${uri#mirror+file:}" | awk 'NF { print $1; exit }') ;;
    esac
    printf '%s\n' "${uri%/}"
}
own=$(. /etc/os-release && echo "$VERSION_CODENAME")
main=$(mirror "$own")
security=$(mirror "$own-security")
[ -n "$main" ] || { echo "no source for $own main in this machine's apt configuration" >&2; exit 3; }

root=$project/build/fresh-$suite
leave() {
    status=$?
    trap - EXIT
    mountpoint -q "$root/proc" && umount "$root/proc"
    if [ -n "${KEEP:-}" ]; then
        echo "kept: $root"
    elif ! mountpoint -q "$root/proc"; then
        rm -rf --one-file-system "$root"
    fi
    exit "$status"
}
mountpoint -q "$root/proc" && umount "$root/proc"
rm -rf --one-file-system "$root"
trap leave EXIT
trap 'exit 130' INT TERM
mkdir -p "$root"

eval "$(apt-config shell http_proxy Acquire::http::Proxy https_proxy Acquire::https::Proxy)"
export http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}"
echo "== an empty Debian $suite in $root"
debootstrap --variant=minbase "$suite" "$root" "$main" >"$root.log" 2>&1 || { tail -n 20 "$root.log" >&2; exit 3; }

{
    echo "deb $main $suite main"
    echo "deb $main $suite-updates main"
    [ -z "$security" ] || echo "deb $security $suite-security main"
} >"$root/etc/apt/sources.list"
# How to fetch (proxies, retries, clock checks), but no hooks.
apt-config dump | grep -E '^Acquire::(http|https|Retries|Check-|ForceIPv|Languages|Max-)' >"$root/etc/apt/apt.conf.d/00host" || true
mount -t proc proc "$root/proc"

inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb DEBIAN_FRONTEND=noninteractive "$@"; }
inside sh -c 'apt-get -q update && apt-get -q -y --no-install-recommends install git make sudo' >>"$root.log" 2>&1 || { tail -n 20 "$root.log" >&2; exit 3; }
inside useradd --create-home --shell /bin/bash newcomer
echo 'newcomer ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/newcomer"

git -c safe.directory='*' clone -q --no-hardlinks "$project" "$root/home/newcomer/feitenblad"
inside chown -R newcomer: /home/newcomer
newcomer() { inside setpriv --reuid newcomer --regid newcomer --init-groups env HOME=/home/newcomer sh -c "cd ~/feitenblad && $*"; }

if [ -n "${CONFORMANCE:-}" ]; then
    # Maven, npm and pip must trust whom this machine trusts.
    inside sh -c 'apt-get -q -y --no-install-recommends install ca-certificates' >>"$root.log" 2>&1
    find /usr/local/share/ca-certificates -name '*.crt' -exec cp {} "$root/usr/local/share/ca-certificates" \; 2>/dev/null || true
    inside update-ca-certificates >>"$root.log" 2>&1
    printf '[global]\ncert = /etc/ssl/certs/ca-certificates.crt\n' >"$root/etc/pip.conf"
fi
for what in site test ${CONFORMANCE:+conformance}; do
    echo "== make $what, as a newcomer on $suite"
    start=$(date +%s)
    newcomer "make $what"
    echo "== make $what: $(($(date +%s) - start)) seconds"
done
newcomer 'test -s public/index.html' || { echo 'make site left no public/index.html' >&2; exit 1; }
[ -z "$(newcomer 'git status --porcelain')" ] || { echo 'the commands left files that are neither committed nor ignored:' >&2; newcomer 'git status --short' >&2; exit 1; }
echo "fresh $suite: the commands work"
