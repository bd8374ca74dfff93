# collect ROOT COMMAND…: the commands of this machine, with a shell and the libraries that they load, as a root file system.
# Sourced by the stand-ins that need no more than that.
collect() {
  local root=$1 command binary library target; shift
  mkdir -p "$root"/{usr/bin,usr/lib,usr/lib64,usr/local/bin,data,tmp,etc}
  for place in bin lib lib64; do ln -s "usr/$place" "$root/$place"; done
  chmod 1777 "$root/tmp"
  for command in sh cat ls sleep grep awk "$@"; do
    binary=$(readlink -f "$(command -v "$command")")
    cp "$binary" "$root/usr/bin/$command"
    { ldd "$binary" || true; } | grep -o '/[^ ]*\.so[^ ]*' | while read -r library; do
      target=$root/usr${library#/usr}
      mkdir -p "$(dirname "$target")"
      cp -Ln "$library" "$target"
    done
  done
  printf 'root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n' >"$root/etc/passwd"
}
