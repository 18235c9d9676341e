package dev.raingauge.monitor.diagnose;

import java.util.List;

/** A pure function of evidence. */
@FunctionalInterface
public interface Rule {
    List<Finding> judge(Evidence evidence);
}
