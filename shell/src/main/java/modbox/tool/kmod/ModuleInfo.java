package modbox.tool.kmod;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.elf.ElfException;
import modbox.elf.ModuleObject;
import modbox.elf.ModuleSignature;
import modbox.kmod.BuiltinInfo;
import modbox.kmod.Flavour;
import modbox.kmod.Module;
import modbox.kmod.Modules;
import modbox.kmod.Objects;
import modbox.kmod.Objects.Info;

/** Prints what modinfo shows of one module. */
final class ModuleInfo {
  private static final String BUILTIN = "(builtin)";
  private static final int COLUMN = 15;
  private static final int BYTES_PER_LINE = 20;

  private final Session session;
  private final Modules modules;
  private final Optional<String> field;
  private final boolean nul;
  private final Objects objects;

  ModuleInfo(Session session, Modules modules, Optional<String> field, boolean nul) {
    this.session = session;
    this.modules = modules;
    this.field = field;
    this.nul = nul;
    this.objects = new Objects(session.files(), session.flavour());
  }

  /** Prints it; false after a complaint. What has no file is shown as built in, whatever it is. */
  boolean print(Module module) throws ErrnoException {
    Optional<String> path = modules.path(module);
    if (field.isPresent()) {
      if (field.get().equals("filename")) {
        line(path.orElse(BUILTIN));
        return true;
      }
      if (path.isEmpty() && field.get().equals("name")) {
        line(module.name());
        return true;
      }
    } else {
      if (path.isEmpty()) {
        labelled("name", module.name());
      }
      labelled("filename", path.orElse(BUILTIN));
    }
    try {
      printAll(info(module, path));
      return true;
    } catch (ErrnoException e) {
      session
          .log()
          .error("could not get modinfo from '" + module.name() + "': " + e.errno().text());
      return false;
    }
  }

  /** Adds a JSON object of all fields, each a list of its values; false after a complaint. */
  boolean collect(Module module, List<String> objects) throws ErrnoException {
    Optional<String> path = modules.path(module);
    var fields = new LinkedHashMap<String, List<String>>();
    try {
      for (Info pair : info(module, path)) {
        fields
            .computeIfAbsent(pair.key(), _ -> new ArrayList<>())
            .add(pair.value().replace("\n\t\t", ""));
      }
    } catch (ErrnoException e) {
      session
          .log()
          .error("could not get modinfo from '" + module.name() + "': " + e.errno().text());
      return false;
    }
    var json = new JsonText().with("module", module.name());
    json.with("filename", path.orElse(BUILTIN));
    fields.forEach(
        (key, values) -> {
          if (!key.equals("filename") && !key.equals("module")) {
            json.with(key, values);
          }
        });
    objects.add(json.toString());
    return true;
  }

  private List<Info> info(Module module, Optional<String> path) throws ErrnoException {
    if (modules.isBuiltin(module)) {
      return builtinInfo(module);
    }
    if (path.isEmpty()) {
      return List.of(); // taken for built in, of which an old kernel says nothing
    }
    Optional<List<Info>> info = objects.read(path.get(), this::of);
    if (info.isEmpty()) {
      throw objects.missing(path.get());
    }
    return info.get();
  }

  private List<Info> builtinInfo(Module module) {
    try {
      return BuiltinInfo.read(session.files(), modules.tree().directory()).of(module.name());
    } catch (ErrnoException _) {
      return List.of(); // a kernel that does not have this file says nothing of built-in modules
    }
  }

  /** What the object says and is signed with; empty if it says nothing at all. */
  private Optional<List<Info>> of(ModuleObject object) throws ElfException {
    if (object.elf().section(".modinfo").isEmpty()) {
      return Optional.empty();
    }
    var all = new ArrayList<Info>();
    for (String text : object.modinfo()) {
      int equal = text.indexOf('=');
      all.add(
          equal < 0
              ? new Info(text, "")
              : new Info(text.substring(0, equal), text.substring(equal + 1)));
    }
    Flavour flavour = session.flavour();
    if (flavour.showsBuildId() && object.buildId().length > 0) {
      all.add(new Info("build-id", hex(object.buildId())));
    }
    Optional<ModuleSignature> signature = object.signature();
    if (signature.isPresent()) {
      addSignature(signature.get(), all);
    }
    return Optional.of(all);
  }

  private static void addSignature(ModuleSignature signature, List<Info> all) {
    all.add(new Info("sig_id", signature.idType()));
    all.add(new Info("signer", signature.signer()));
    all.add(new Info("sig_key", hex(signature.keyId())));
    all.add(new Info("sig_hashalgo", signature.hashAlgorithm()));
    all.add(new Info("signature", hex(signature.signature())));
  }

  /** Bytes in pairs of digits with colons, a new line after each twenty. */
  private static String hex(byte[] bytes) {
    var format = HexFormat.of().withUpperCase();
    var text = new StringBuilder();
    for (int i = 0; i < bytes.length; i++) {
      if (i > 0) {
        text.append(i % BYTES_PER_LINE == 0 ? ":\n\t\t" : ":");
      }
      format.toHexDigits(text, bytes[i]);
    }
    return text.toString();
  }

  private void printAll(List<Info> info) throws ErrnoException {
    var parameters = new LinkedHashMap<String, Parameter>();
    boolean onlyParameters = field.filter("parm"::equals).isPresent();
    for (Info pair : info) {
      boolean parameter = pair.key().equals("parm") || pair.key().equals("parmtype");
      if (parameter && (field.isEmpty() || onlyParameters)) {
        take(pair, parameters);
      } else if (field.isPresent()) {
        if (pair.key().equals(field.get())) {
          line(pair.value());
        }
      } else if (nul) {
        line(pair.key() + "=" + pair.value());
      } else {
        line(pad(pair.key()) + pair.value());
      }
    }
    for (Parameter parameter : new ArrayList<>(parameters.values()).reversed()) {
      if (onlyParameters) {
        line(parameter.alone());
      } else {
        labelled("parm", parameter.text());
      }
    }
  }

  private record Parameter(String name, Optional<String> description, Optional<String> type) {
    String text() {
      if (description.isEmpty()) {
        return name + ":" + type.orElse("");
      }
      return name + ":" + description.get() + type.map(t -> " (" + t + ")").orElse("");
    }

    String alone() {
      return description.isPresent() ? text() : name + ": (" + type.orElse("") + ")";
    }
  }

  private void take(Info pair, Map<String, Parameter> parameters) throws ErrnoException {
    int colon = pair.value().indexOf(':');
    if (colon < 0) {
      session
          .log()
          .error("Found invalid \"%s=%s\": missing ':'".formatted(pair.key(), pair.value()));
      return;
    }
    String name = pair.value().substring(0, colon);
    Optional<String> rest = Optional.of(pair.value().substring(colon + 1));
    Parameter known =
        parameters.getOrDefault(name, new Parameter(name, Optional.empty(), Optional.empty()));
    parameters.put(
        name,
        pair.key().equals("parm")
            ? new Parameter(name, rest, known.type())
            : new Parameter(name, known.description(), rest));
  }

  private void labelled(String key, String value) throws ErrnoException {
    var text = new StringBuilder(key).append(':');
    line(text.repeat(' ', COLUMN + 1 - text.length()).append(value).toString());
  }

  /** A key's column. kmod 30 pads a long key by as much as it is too long. */
  private String pad(String key) {
    int room = COLUMN - key.length();
    var text = new StringBuilder(key).append(':');
    return text.repeat(' ', session.flavour().isModern() ? Math.max(0, room) : Math.abs(room))
        .toString();
  }

  private void line(String text) throws ErrnoException {
    session.out().print(text).print(nul ? "\0" : "\n");
  }
}
