# Active and queued connections of every TCP listener of this namespace, as raindrops counts them.
require "raindrops"
stats = Raindrops::Linux.tcp_listener_stats
active = stats.values.sum(&:active)
queued = stats.values.sum(&:queued)
puts "#{stats.size} listeners, #{active} active, #{queued} queued"
