#!/bin/sh
# Called as: unshare --mount install-deb.sh PACKAGE FOLDER. Installs, runs and removes a package over a copy of this
# system that is kept in memory and gone at the end; FOLDER gets what was seen: installed.txt, trace.jsonl, left.txt.
set -e
layers=$2/layers
mkdir "$layers"
mount -t tmpfs layers "$layers"
for part in opt usr etc var; do
  mkdir -p "$layers/$part" "$layers/work-$part"
  mount -t overlay "$part" -o "lowerdir=/$part,upperdir=$layers/$part,workdir=$layers/work-$part" "/$part"
done
# Everything that differs from the system as it was, but dpkg's own notes and what its triggers write anew.
changed() {
  cd "$layers"
  find opt usr etc var \( -type f -o -type l \) \
    ! -path 'var/lib/dpkg/*' ! -path 'var/log/*' ! -path 'var/cache/*' ! -path 'usr/share/mime/*' \
    ! -path '*/mimeinfo.cache' ! -path '*/icon-theme.cache' | sort
  find usr/share/mime -name '*sharemem*' 2>/dev/null || true
}
# Its libraries are for windows, and the stand-in shows none.
dpkg --force-depends --install "$1"
changed > "$2/installed.txt"
cat /usr/share/applications/sharemem.desktop > "$2/sharemem.desktop"
sharemem /opt/Sharemem/resources/app.asar.unpacked/dist/cli/cli.js run request-reply --json > "$2/trace.jsonl"
dpkg --purge sharemem
changed > "$2/left.txt"
