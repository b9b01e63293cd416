package modbox.js;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.ErrnoIoException;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** One run of one script: a context of its own, the event loop, and the verdict. */
final class Script {
  private static final ExitStatus SCRIPT_ERROR = new ExitStatus(3);
  private static final ExitStatus LIMIT = new ExitStatus(42);

  private final Proc proc;
  private final long maxStatements;
  private boolean done;
  private @Nullable Value failure;

  Script(Proc proc, long maxStatements) {
    this.proc = proc;
    this.maxStatements = maxStatements;
  }

  ExitStatus run(String path, String text, List<String> arguments) throws ErrnoException {
    Context context = context(path, text);
    try (Bridge bridge = new Bridge(proc);
        var _ = proc.sys().onKill(() -> context.close(true))) {
      return evaluate(context, bridge, path, arguments);
    } finally {
      close(context);
    }
  }

  private static void close(Context context) {
    try {
      context.close(true);
    } catch (PolyglotException e) {
      if (!e.isCancelled() && !e.isResourceExhausted()) {
        throw e;
      }
      // A context that was stopped says so once more when it is closed; that has been told.
    }
  }

  private ExitStatus evaluate(Context context, Bridge bridge, String path, List<String> arguments)
      throws ErrnoException {
    try {
      Value globals = context.getBindings("js");
      globals.putMember("__modbox", bridge.members());
      globals.putMember("__arguments", arguments.toArray());
      globals.putMember("__done", (ProxyExecutable) _ -> finish(null));
      globals.putMember("__fail", (ProxyExecutable) values -> finish(values[0]));
      context.eval(bootstrap(path));
      loop(bridge);
      proc.out().flush();
      return failure == null ? settled(path) : report(failure, path);
    } catch (PolyglotException e) {
      return report(e, path);
    }
  }

  private void loop(Bridge bridge) {
    while (!done && bridge.turn()) {
      proc.sys().checkpoint();
    }
  }

  private ExitStatus settled(String path) throws ErrnoException {
    if (done) {
      return ExitStatus.OK;
    }
    proc.complain(
        path + ": a top-level await never settles: no timer is set and no event can come");
    return SCRIPT_ERROR;
  }

  private @Nullable Object finish(@Nullable Value error) {
    done = true;
    failure = error;
    return null;
  }

  private Context context(String path, String text) {
    var limits = ResourceLimits.newBuilder();
    if (maxStatements > 0) {
      limits.statementLimit(maxStatements, null);
    }
    return Context.newBuilder("js")
        .option("engine.WarnInterpreterOnly", "false")
        .sandbox(SandboxPolicy.TRUSTED)
        .allowAllAccess(false)
        .allowHostAccess(HostAccess.NONE)
        .allowPolyglotAccess(PolyglotAccess.NONE)
        .allowHostClassLoading(false)
        .allowNativeAccess(false)
        .allowCreateThread(false)
        .allowCreateProcess(false)
        .allowIO(IOAccess.newBuilder().fileSystem(new ScriptFiles(proc, path, text)).build())
        .allowExperimentalOptions(true)
        .option("js.ecmascript-version", "latest")
        .option("js.unhandled-rejections", "none")
        .resourceLimits(limits.build())
        .out(proc.out().stream())
        .err(proc.out().stream())
        .build();
  }

  /**
   * Imports the script and tells how that ended; the script itself is read through {@link
   * ScriptFiles}.
   */
  private static Source bootstrap(String path) {
    String code =
        "globalThis.arguments = __arguments; delete globalThis.__arguments;"
            + "{ const done = globalThis.__done, fail = globalThis.__fail;"
            + " delete globalThis.__done; delete globalThis.__fail;"
            + " import('modbox').then(() => import("
            + quote(path)
            + ")).then(done, fail); }";
    return Source.newBuilder("js", code, "<start>")
        .internal(true)
        .uri(URI.create("modbox:start"))
        .buildLiteral();
  }

  private static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private ExitStatus report(Value error, String path) throws ErrnoException {
    if (error.isException()) {
      try {
        throw error.throwException();
      } catch (PolyglotException e) {
        return report(e, path);
      }
    }
    proc.complain(path + ": thrown: " + bytes(error.toString()));
    return SCRIPT_ERROR;
  }

  private ExitStatus report(PolyglotException e, String path) throws ErrnoException {
    if (e.isHostException() && e.asHostException() instanceof ErrnoIoException io) {
      throw io.errno();
    }
    if (e.isResourceExhausted()) {
      proc.complain(
          path + ": stopped: more than " + maxStatements + " statements (see --max-statements)");
      return LIMIT;
    }
    if (e.isCancelled() || e.isInterrupted()) {
      proc.sys().checkpoint(); // the signal that stopped the script takes effect here
    }
    String message = e.getMessage() == null ? "" : e.getMessage();
    proc.complain(place(e, path) + ": " + bytes(message));
    if (e.isSyntaxError()) {
      return ExitStatus.USAGE;
    }
    return message.startsWith("ExpectationError: ") ? ExitStatus.FAILURE : SCRIPT_ERROR;
  }

  /** The innermost line of the user's own script, with its text, for a message. */
  private String place(PolyglotException e, String path) {
    if (e.isSyntaxError() && e.getSourceLocation() != null) {
      return path
          + ":"
          + e.getSourceLocation().getStartLine()
          + ":"
          + e.getSourceLocation().getStartColumn();
    }
    for (PolyglotException.StackFrame frame : e.getPolyglotStackTrace()) {
      if (frame.isGuestFrame() && frame.getSourceLocation() != null) {
        String source = frame.getSourceLocation().getSource().getPath();
        if (source != null && source.equals(path)) {
          return path + ":" + frame.getSourceLocation().getStartLine();
        }
      }
    }
    return path;
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** For callers that must turn a stream's failure back into an errno. */
  static IOException wrap(ErrnoException e) {
    return new ErrnoIoException(e);
  }
}
