#!/bin/bash
# An Internet in network namespaces, for real browsers: an office, two homes, and the service.
#
#   lab.sh PREFIX up                          makes it; PREFIX keeps labs apart
#   lab.sh PREFIX down                        removes it, with whatever still runs in it
#   lab.sh PREFIX nat GATEWAY KIND            office, home1 or home2 becomes: cone, symmetric, forgetful (a mapping lasts a second), udpBlocked
#                                             (only TCP 443 gets out), relayBlocked (only TCP 443 to the edge)
#   lab.sh PREFIX direct GATEWAY              how many UDP packets went between GATEWAY and anyone but the service, since `nat`
#
#   desk1 10.10.0.2 ─┐
#   desk2 10.10.0.3 ─┤ office 198.51.100.21 ──┐
#       (VPN 10.200.0.1) ┊                    ├── inet ── srv 198.51.100.10 edge, .11 relay
#   laptop 192.168.1.2 ─── home1 198.51.100.31 ┤
#       (VPN 10.200.0.5, brought up by `vpn`)  │
#   tablet 192.168.2.2 ─── home2 198.51.100.32 ┘
#
#   lab.sh PREFIX vpn up|down                 the laptop's tunnel to the office, by which it reaches the edge and not the relay
set -euo pipefail
lab=$1 command=$2
[ "$(id -u)" = 0 ] || { echo "lab.sh needs root: it makes network namespaces" >&2; exit 1; }
spaces=(inet srv office home1 home2 desk1 desk2 laptop tablet)
in_() { local space=$1; shift; ip netns exec "$lab$space" "$@"; }

# wire SPACE DEVICE ADDRESS SPACE DEVICE: a cable, whose first end has an address.
wire() {
  ip link add "$2" netns "$lab$1" type veth peer name "$5" netns "$lab$4"
  ip -n "$lab$1" addr add "$3" dev "$2"
  ip -n "$lab$1" link set "$2" up
  ip -n "$lab$4" link set "$5" up
}

up() {
  for space in "${spaces[@]}"; do
    ip netns add "$lab$space"
    in_ "$space" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
    ip -n "$lab$space" link set lo up
  done

  ip -n "${lab}inet" link add br0 type bridge
  ip -n "${lab}inet" addr add 198.51.100.1/24 dev br0
  ip -n "${lab}inet" link set br0 up
  for at in srv:10 office:21 home1:31 home2:32; do
    wire "${at%:*}" wan "198.51.100.${at#*:}/24" inet "v${at%:*}"
    ip -n "${lab}inet" link set "v${at%:*}" master br0
    ip -n "$lab${at%:*}" route add default via 198.51.100.1 # coturn gives an allocation up when a peer's address has no route
  done
  ip -n "${lab}srv" addr add 198.51.100.11/24 dev wan
  in_ srv iptables -t nat -A PREROUTING -d 198.51.100.11 -p tcp --dport 443 -j DNAT --to-destination 198.51.100.11:3478 # the relay's TCP 443

  ip -n "${lab}office" link add lan type bridge
  ip -n "${lab}office" addr add 10.10.0.1/24 dev lan
  ip -n "${lab}office" link set lan up
  for desk in 1 2; do
    wire "desk$desk" eth0 "10.10.0.$((desk + 1))/24" office "desk$desk"
    ip -n "${lab}office" link set "desk$desk" master lan
    ip -n "${lab}desk$desk" route add default via 10.10.0.1
  done
  for home in 1:laptop 2:tablet; do
    wire "${home#*:}" eth0 "192.168.${home%:*}.2/24" "home${home%:*}" lan
    ip -n "${lab}home${home%:*}" addr add "192.168.${home%:*}.1/24" dev lan
    ip -n "$lab${home#*:}" route add default via "192.168.${home%:*}.1"
  done
  for gateway in office home1 home2; do
    in_ "$gateway" sysctl -qw net.ipv4.ip_forward=1
    nat "$gateway" cone
  done
}

nat() {
  local random=
  case $2 in symmetric | forgetful) random=--random-fully ;; esac # a port of its own for each peer
  local lasts=120
  [ "$2" = forgetful ] && lasts=1
  in_ "$1" sysctl -qw net.netfilter.nf_conntrack_udp_timeout=$lasts net.netfilter.nf_conntrack_udp_timeout_stream=$lasts
  in_ "$1" iptables -F
  in_ "$1" iptables -X
  in_ "$1" iptables -t nat -F
  in_ "$1" iptables -t nat -A POSTROUTING -o wan -p udp -j MASQUERADE $random
  in_ "$1" iptables -t nat -A POSTROUTING -o wan -j MASQUERADE
  # What nobody asked for must leave no trace in the table of connections, or a hole that is punched later is another one.
  in_ "$1" iptables -A INPUT -i wan -j DROP
  in_ "$1" iptables -P FORWARD DROP
  # Counted before anything lets them pass or stops them: UDP to or from another than the service, but for the browser's questions for names.
  in_ "$1" iptables -N direct
  in_ "$1" iptables -A FORWARD -o wan -p udp ! -d 198.51.100.10/31 ! --dport 53 -j direct
  in_ "$1" iptables -A FORWARD -i wan -p udp ! -s 198.51.100.10/31 ! --sport 53 -j direct
  if [ "$2" = udpBlocked ] || [ "$2" = relayBlocked ]; then
    local to=0.0.0.0/0
    [ "$2" = relayBlocked ] && to=198.51.100.10
    in_ "$1" iptables -A FORWARD -o wan -p tcp -d $to --dport 443 -j ACCEPT
    in_ "$1" iptables -A FORWARD -i wan -p tcp -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
    return
  fi
  in_ "$1" iptables -A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
  in_ "$1" iptables -A FORWARD ! -i wan -j ACCEPT
}

direct() { in_ "$1" iptables -vnxL FORWARD | awk '$3 == "direct" { packets += $1 } END { print packets + 0 }'; }

vpn() {
  if [ "$1" = down ]; then ip -n "${lab}laptop" link del tun0; return; fi
  wire laptop tun0 10.200.0.5/24 office tun0
  ip -n "${lab}office" addr add 10.200.0.1/24 dev tun0
  # Split: the edge is reached through the tunnel, all else past it; what is sent from the tunnel's address goes through it.
  ip -n "${lab}laptop" route add 198.51.100.10/32 via 10.200.0.1 dev tun0
  ip -n "${lab}laptop" route add 10.10.0.0/16 via 10.200.0.1 dev tun0
  ip -n "${lab}laptop" route add default via 10.200.0.1 dev tun0 table 200
  ip -n "${lab}laptop" rule add from 10.200.0.5 table 200
}

down() {
  for space in "${spaces[@]}"; do
    ip netns list | grep -qw "$lab$space" || continue
    ip netns pids "$lab$space" | xargs -r kill -9 2>/dev/null || true
    ip netns del "$lab$space"
  done
}

shift 2
case $command in
  up | down | vpn | nat | direct) "$command" "$@" ;;
  *) sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
