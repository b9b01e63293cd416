package modbox.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who waits on which channel. */
final class Sleepers {
  private record Polled(Task task, BooleanSupplier until) {}

  private final Map<Channel, ArrayDeque<Task>> byChannel = new LinkedHashMap<>();
  private final List<Polled> polled = new ArrayList<>();

  void add(Task task, List<Channel> channels) {
    for (Channel channel : channels) {
      byChannel.computeIfAbsent(channel, _ -> new ArrayDeque<>(2)).add(task);
    }
    task.channels = channels;
  }

  void remove(Task task) {
    for (Channel channel : task.channels) {
      ArrayDeque<Task> waiting = byChannel.get(channel);
      if (waiting != null) {
        waiting.remove(task);
        if (waiting.isEmpty()) {
          byChannel.remove(channel);
        }
      }
    }
    task.channels = List.of();
  }

  /** Who has waited longest on the channel, null if nobody does. */
  @Nullable Task first(Channel channel) {
    ArrayDeque<Task> waiting = byChannel.get(channel);
    return waiting == null ? null : waiting.peek();
  }

  /** The task's condition is one that nobody announces. */
  void poll(Task task, BooleanSupplier until) {
    polled.add(new Polled(task, until));
  }

  void unpoll(Task task) {
    polled.removeIf(entry -> entry.task() == task);
  }

  void lookAtPolled(Consumer<Task> ready) {
    for (int i = 0; i < polled.size(); i++) {
      Polled entry = polled.get(i);
      if (entry.task().state == Task.State.BLOCKED && entry.until().getAsBoolean()) {
        ready.accept(entry.task());
      }
    }
  }
}
