/*
 * Prints what the C compiler knows of the structs and constants that the library describes in
 * Java: "struct NAME SIZE", "field NAME.MEMBER OFFSET SIZE", "constant NAME VALUE". A test compares
 * each line with the Java side; sock_diag.txt beside this file is a recorded run.
 *
 * The two bytes of bit fields in tcp_info have no address in C and are left out.
 */
#include <stddef.h>
#include <stdio.h>

#include <linux/in.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/netlink_diag.h>
#include <linux/packet_diag.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>
#include <linux/unix_diag.h>
#include <linux/vm_sockets_diag.h>
#include <sys/socket.h>

#define STRUCT(s) printf("struct %s %zu\n", #s, sizeof(struct s))
#define FIELD(s, f) \
	printf("field %s.%s %zu %zu\n", #s, #f, offsetof(struct s, f), sizeof(((struct s *)0)->f))
#define CONSTANT(c) printf("constant %s %ld\n", #c, (long)(c))

int main(void)
{
	STRUCT(nlmsghdr);
	FIELD(nlmsghdr, nlmsg_len);
	FIELD(nlmsghdr, nlmsg_type);
	FIELD(nlmsghdr, nlmsg_flags);
	FIELD(nlmsghdr, nlmsg_seq);
	FIELD(nlmsghdr, nlmsg_pid);

	STRUCT(nlattr);
	FIELD(nlattr, nla_len);
	FIELD(nlattr, nla_type);

	STRUCT(nlmsgerr);
	FIELD(nlmsgerr, error);
	FIELD(nlmsgerr, msg);

	STRUCT(inet_diag_sockid);
	FIELD(inet_diag_sockid, idiag_sport);
	FIELD(inet_diag_sockid, idiag_dport);
	FIELD(inet_diag_sockid, idiag_src);
	FIELD(inet_diag_sockid, idiag_dst);
	FIELD(inet_diag_sockid, idiag_if);
	FIELD(inet_diag_sockid, idiag_cookie);

	STRUCT(inet_diag_req_v2);
	FIELD(inet_diag_req_v2, sdiag_family);
	FIELD(inet_diag_req_v2, sdiag_protocol);
	FIELD(inet_diag_req_v2, idiag_ext);
	FIELD(inet_diag_req_v2, pad);
	FIELD(inet_diag_req_v2, idiag_states);
	FIELD(inet_diag_req_v2, id);

	STRUCT(inet_diag_req);
	FIELD(inet_diag_req, idiag_family);
	FIELD(inet_diag_req, idiag_src_len);
	FIELD(inet_diag_req, idiag_dst_len);
	FIELD(inet_diag_req, idiag_ext);
	FIELD(inet_diag_req, id);
	FIELD(inet_diag_req, idiag_states);
	FIELD(inet_diag_req, idiag_dbs);

	STRUCT(inet_diag_msg);
	FIELD(inet_diag_msg, idiag_family);
	FIELD(inet_diag_msg, idiag_state);
	FIELD(inet_diag_msg, idiag_timer);
	FIELD(inet_diag_msg, idiag_retrans);
	FIELD(inet_diag_msg, id);
	FIELD(inet_diag_msg, idiag_expires);
	FIELD(inet_diag_msg, idiag_rqueue);
	FIELD(inet_diag_msg, idiag_wqueue);
	FIELD(inet_diag_msg, idiag_uid);
	FIELD(inet_diag_msg, idiag_inode);

	STRUCT(inet_diag_bc_op);
	FIELD(inet_diag_bc_op, code);
	FIELD(inet_diag_bc_op, yes);
	FIELD(inet_diag_bc_op, no);

	STRUCT(inet_diag_hostcond);
	FIELD(inet_diag_hostcond, family);
	FIELD(inet_diag_hostcond, prefix_len);
	FIELD(inet_diag_hostcond, port);

	STRUCT(inet_diag_markcond);
	FIELD(inet_diag_markcond, mark);
	FIELD(inet_diag_markcond, mask);

	STRUCT(tcp_info);
	FIELD(tcp_info, tcpi_state);
	FIELD(tcp_info, tcpi_ca_state);
	FIELD(tcp_info, tcpi_retransmits);
	FIELD(tcp_info, tcpi_probes);
	FIELD(tcp_info, tcpi_backoff);
	FIELD(tcp_info, tcpi_options);
	FIELD(tcp_info, tcpi_rto);
	FIELD(tcp_info, tcpi_ato);
	FIELD(tcp_info, tcpi_snd_mss);
	FIELD(tcp_info, tcpi_rcv_mss);
	FIELD(tcp_info, tcpi_unacked);
	FIELD(tcp_info, tcpi_sacked);
	FIELD(tcp_info, tcpi_lost);
	FIELD(tcp_info, tcpi_retrans);
	FIELD(tcp_info, tcpi_fackets);
	FIELD(tcp_info, tcpi_last_data_sent);
	FIELD(tcp_info, tcpi_last_ack_sent);
	FIELD(tcp_info, tcpi_last_data_recv);
	FIELD(tcp_info, tcpi_last_ack_recv);
	FIELD(tcp_info, tcpi_pmtu);
	FIELD(tcp_info, tcpi_rcv_ssthresh);
	FIELD(tcp_info, tcpi_rtt);
	FIELD(tcp_info, tcpi_rttvar);
	FIELD(tcp_info, tcpi_snd_ssthresh);
	FIELD(tcp_info, tcpi_snd_cwnd);
	FIELD(tcp_info, tcpi_advmss);
	FIELD(tcp_info, tcpi_reordering);
	FIELD(tcp_info, tcpi_rcv_rtt);
	FIELD(tcp_info, tcpi_rcv_space);
	FIELD(tcp_info, tcpi_total_retrans);
	FIELD(tcp_info, tcpi_pacing_rate);
	FIELD(tcp_info, tcpi_max_pacing_rate);
	FIELD(tcp_info, tcpi_bytes_acked);
	FIELD(tcp_info, tcpi_bytes_received);
	FIELD(tcp_info, tcpi_segs_out);
	FIELD(tcp_info, tcpi_segs_in);
	FIELD(tcp_info, tcpi_notsent_bytes);
	FIELD(tcp_info, tcpi_min_rtt);
	FIELD(tcp_info, tcpi_data_segs_in);
	FIELD(tcp_info, tcpi_data_segs_out);
	FIELD(tcp_info, tcpi_delivery_rate);
	FIELD(tcp_info, tcpi_busy_time);
	FIELD(tcp_info, tcpi_rwnd_limited);
	FIELD(tcp_info, tcpi_sndbuf_limited);
	FIELD(tcp_info, tcpi_delivered);
	FIELD(tcp_info, tcpi_delivered_ce);
	FIELD(tcp_info, tcpi_bytes_sent);
	FIELD(tcp_info, tcpi_bytes_retrans);
	FIELD(tcp_info, tcpi_dsack_dups);
	FIELD(tcp_info, tcpi_reord_seen);
	FIELD(tcp_info, tcpi_rcv_ooopack);
	FIELD(tcp_info, tcpi_snd_wnd);

	STRUCT(unix_diag_req);
	FIELD(unix_diag_req, sdiag_family);
	FIELD(unix_diag_req, sdiag_protocol);
	FIELD(unix_diag_req, pad);
	FIELD(unix_diag_req, udiag_states);
	FIELD(unix_diag_req, udiag_ino);
	FIELD(unix_diag_req, udiag_show);
	FIELD(unix_diag_req, udiag_cookie);

	STRUCT(unix_diag_msg);
	FIELD(unix_diag_msg, udiag_family);
	FIELD(unix_diag_msg, udiag_type);
	FIELD(unix_diag_msg, udiag_state);
	FIELD(unix_diag_msg, pad);
	FIELD(unix_diag_msg, udiag_ino);
	FIELD(unix_diag_msg, udiag_cookie);

	STRUCT(unix_diag_vfs);
	FIELD(unix_diag_vfs, udiag_vfs_ino);
	FIELD(unix_diag_vfs, udiag_vfs_dev);

	STRUCT(unix_diag_rqlen);
	FIELD(unix_diag_rqlen, udiag_rqueue);
	FIELD(unix_diag_rqlen, udiag_wqueue);

	STRUCT(packet_diag_req);
	FIELD(packet_diag_req, sdiag_family);
	FIELD(packet_diag_req, sdiag_protocol);
	FIELD(packet_diag_req, pad);
	FIELD(packet_diag_req, pdiag_ino);
	FIELD(packet_diag_req, pdiag_show);
	FIELD(packet_diag_req, pdiag_cookie);

	STRUCT(packet_diag_msg);
	FIELD(packet_diag_msg, pdiag_family);
	FIELD(packet_diag_msg, pdiag_type);
	FIELD(packet_diag_msg, pdiag_num);
	FIELD(packet_diag_msg, pdiag_ino);
	FIELD(packet_diag_msg, pdiag_cookie);

	STRUCT(netlink_diag_req);
	FIELD(netlink_diag_req, sdiag_family);
	FIELD(netlink_diag_req, sdiag_protocol);
	FIELD(netlink_diag_req, pad);
	FIELD(netlink_diag_req, ndiag_ino);
	FIELD(netlink_diag_req, ndiag_show);
	FIELD(netlink_diag_req, ndiag_cookie);

	STRUCT(netlink_diag_msg);
	FIELD(netlink_diag_msg, ndiag_family);
	FIELD(netlink_diag_msg, ndiag_type);
	FIELD(netlink_diag_msg, ndiag_protocol);
	FIELD(netlink_diag_msg, ndiag_state);
	FIELD(netlink_diag_msg, ndiag_portid);
	FIELD(netlink_diag_msg, ndiag_dst_portid);
	FIELD(netlink_diag_msg, ndiag_dst_group);
	FIELD(netlink_diag_msg, ndiag_ino);
	FIELD(netlink_diag_msg, ndiag_cookie);

	STRUCT(vsock_diag_req);
	FIELD(vsock_diag_req, sdiag_family);
	FIELD(vsock_diag_req, sdiag_protocol);
	FIELD(vsock_diag_req, pad);
	FIELD(vsock_diag_req, vdiag_states);
	FIELD(vsock_diag_req, vdiag_ino);
	FIELD(vsock_diag_req, vdiag_show);
	FIELD(vsock_diag_req, vdiag_cookie);

	STRUCT(vsock_diag_msg);
	FIELD(vsock_diag_msg, vdiag_family);
	FIELD(vsock_diag_msg, vdiag_type);
	FIELD(vsock_diag_msg, vdiag_state);
	FIELD(vsock_diag_msg, vdiag_shutdown);
	FIELD(vsock_diag_msg, vdiag_src_cid);
	FIELD(vsock_diag_msg, vdiag_src_port);
	FIELD(vsock_diag_msg, vdiag_dst_cid);
	FIELD(vsock_diag_msg, vdiag_dst_port);
	FIELD(vsock_diag_msg, vdiag_ino);
	FIELD(vsock_diag_msg, vdiag_cookie);

	CONSTANT(NLMSG_NOOP);
	CONSTANT(NLMSG_ERROR);
	CONSTANT(NLMSG_DONE);
	CONSTANT(NLMSG_OVERRUN);
	CONSTANT(NLMSG_MIN_TYPE);
	CONSTANT(TCPDIAG_GETSOCK);
	CONSTANT(SOCK_DIAG_BY_FAMILY);
	CONSTANT(NLM_F_REQUEST);
	CONSTANT(NLM_F_MULTI);
	CONSTANT(NLM_F_ACK);
	CONSTANT(NLM_F_DUMP_INTR);
	CONSTANT(NLM_F_DUMP);
	CONSTANT(NLM_F_CAPPED);
	CONSTANT(NLM_F_ACK_TLVS);
	CONSTANT(NLMSGERR_ATTR_MSG);
	CONSTANT(INET_DIAG_NOCOOKIE);
	CONSTANT(AF_INET);
	CONSTANT(AF_INET6);
	CONSTANT(IPPROTO_TCP);
	CONSTANT(IPPROTO_MPTCP);
	CONSTANT(INET_DIAG_REQ_BYTECODE);
	CONSTANT(INET_DIAG_REQ_PROTOCOL);
	CONSTANT(INET_DIAG_INFO);
	CONSTANT(INET_DIAG_SKMEMINFO);
	CONSTANT(INET_DIAG_SKV6ONLY);
	CONSTANT(INET_DIAG_CGROUP_ID);
	CONSTANT(INET_DIAG_BC_JMP);
	CONSTANT(INET_DIAG_BC_S_GE);
	CONSTANT(INET_DIAG_BC_S_LE);
	CONSTANT(INET_DIAG_BC_D_GE);
	CONSTANT(INET_DIAG_BC_D_LE);
	CONSTANT(INET_DIAG_BC_AUTO);
	CONSTANT(INET_DIAG_BC_S_COND);
	CONSTANT(INET_DIAG_BC_D_COND);
	CONSTANT(INET_DIAG_BC_DEV_COND);
	CONSTANT(INET_DIAG_BC_MARK_COND);
	CONSTANT(INET_DIAG_BC_CGROUP_COND);
	CONSTANT(AF_UNIX);
	CONSTANT(UDIAG_SHOW_NAME);
	CONSTANT(UDIAG_SHOW_VFS);
	CONSTANT(UDIAG_SHOW_PEER);
	CONSTANT(UDIAG_SHOW_ICONS);
	CONSTANT(UDIAG_SHOW_RQLEN);
	CONSTANT(UDIAG_SHOW_UID);
	CONSTANT(UNIX_DIAG_NAME);
	CONSTANT(UNIX_DIAG_VFS);
	CONSTANT(UNIX_DIAG_PEER);
	CONSTANT(UNIX_DIAG_ICONS);
	CONSTANT(UNIX_DIAG_RQLEN);
	CONSTANT(UNIX_DIAG_UID);
	CONSTANT(SK_MEMINFO_DROPS);
	CONSTANT(IPPROTO_UDP);
	CONSTANT(IPPROTO_SCTP);
	CONSTANT(IPPROTO_UDPLITE);
	CONSTANT(IPPROTO_RAW);
	CONSTANT(INET_DIAG_CONG);
	CONSTANT(INET_DIAG_TOS);
	CONSTANT(INET_DIAG_TCLASS);
	CONSTANT(INET_DIAG_SHUTDOWN);
	CONSTANT(INET_DIAG_PROTOCOL);
	CONSTANT(INET_DIAG_MARK);
	CONSTANT(UDIAG_SHOW_MEMINFO);
	CONSTANT(UNIX_DIAG_MEMINFO);
	CONSTANT(UNIX_DIAG_SHUTDOWN);
	CONSTANT(AF_PACKET);
	CONSTANT(AF_NETLINK);
	CONSTANT(AF_VSOCK);
	CONSTANT(PACKET_SHOW_INFO);
	CONSTANT(PACKET_SHOW_MEMINFO);
	CONSTANT(PACKET_DIAG_INFO);
	CONSTANT(PACKET_DIAG_UID);
	CONSTANT(PACKET_DIAG_MEMINFO);
	CONSTANT(NDIAG_PROTO_ALL);
	CONSTANT(NDIAG_SHOW_MEMINFO);
	CONSTANT(NETLINK_DIAG_MEMINFO);
	CONSTANT(SK_MEMINFO_RMEM_ALLOC);
	CONSTANT(SK_MEMINFO_RCVBUF);
	CONSTANT(SK_MEMINFO_WMEM_ALLOC);
	CONSTANT(SK_MEMINFO_SNDBUF);
	CONSTANT(SK_MEMINFO_FWD_ALLOC);
	CONSTANT(SK_MEMINFO_WMEM_QUEUED);
	CONSTANT(SK_MEMINFO_OPTMEM);
	CONSTANT(SK_MEMINFO_BACKLOG);
	return 0;
}
