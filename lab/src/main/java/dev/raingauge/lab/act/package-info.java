/** Who acts in a scenario: servers, crowds of clients, senders of single packets. */
@NullMarked
package dev.raingauge.lab.act;

import org.jspecify.annotations.NullMarked;
