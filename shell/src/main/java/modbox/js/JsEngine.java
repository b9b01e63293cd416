package modbox.js;

import java.util.concurrent.CompletableFuture;
import org.graalvm.polyglot.Engine;
import org.jspecify.annotations.Nullable;

/**
 * The engine that all scripts of a machine share. It holds no script's state: each has a context of
 * its own. Making it takes longer than loading a machine, so a host that knows that a script comes
 * has it made meanwhile, on another thread.
 */
public final class JsEngine {
  private @Nullable CompletableFuture<Engine> made;

  /** Begins to make it, if nobody has. */
  public synchronized void begin() {
    var unused = future();
  }

  private synchronized CompletableFuture<Engine> future() {
    CompletableFuture<Engine> future = made;
    if (future == null) {
      var next = new CompletableFuture<Engine>();
      Thread.ofPlatform().daemon().name("engine").start(() -> make(next));
      made = next;
      future = next;
    }
    return future;
  }

  private static void make(CompletableFuture<Engine> future) {
    try {
      future.complete(
          Engine.newBuilder("js")
              .allowExperimentalOptions(true)
              .option("engine.WarnInterpreterOnly", "false")
              .build());
    } catch (RuntimeException | Error e) {
      future.completeExceptionally(e); // whoever asks for it is told
    }
  }

  /** The engine; waits until it is made. */
  Engine get() {
    return future().join();
  }
}
