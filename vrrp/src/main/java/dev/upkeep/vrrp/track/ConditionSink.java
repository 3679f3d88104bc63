package dev.upkeep.vrrp.track;

import dev.upkeep.vrrp.condition.ConditionKey;
import dev.upkeep.vrrp.condition.Level;

/// Gets the level of a tracked object whenever it may have changed; any thread may call it.
public interface ConditionSink {
    void changed(ConditionKey key, Level level);
}
