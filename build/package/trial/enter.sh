#!/bin/sh
# Called as: unshare --mount --pid --ipc --fork --kill-child enter.sh CHROOT COUNT PATH ... COMMAND ...
# Runs the command in the chroot, which sees so many files and folders of this system where they are here. Mounts and processes are of these
# namespaces alone, and are gone with them.
set -e
chroot=$1 count=$2
shift 2
while [ "$count" -gt 0 ]; do
  if [ -d "$1" ]; then
    mkdir -p "$chroot$1"
  else
    mkdir -p "$(dirname "$chroot$1")"
    touch "$chroot$1"
  fi
  mount --bind "$1" "$chroot$1"
  shift
  count=$((count - 1))
done
mount -t proc proc "$chroot/proc"
mount -t tmpfs tmpfs "$chroot/tmp"
mount --rbind /dev "$chroot/dev"
# Not as `exec`: this shell is the first process, and takes up those whose parents have ended.
chroot "$chroot" "$@"
