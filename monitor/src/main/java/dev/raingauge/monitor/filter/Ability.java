package dev.raingauge.monitor.filter;

/** A condition that not every kernel judges, or not for everybody. */
public enum Ability {
    /** {@code INET_DIAG_BC_DEV_COND}; a kernel that lacks it answers EINVAL. */
    DEVICE,
    /** {@code INET_DIAG_BC_MARK_COND}; EPERM without CAP_NET_ADMIN. */
    MARK,
    /** {@code INET_DIAG_BC_CGROUP_COND}, Linux 5.8; EINVAL before. */
    CGROUP
}
