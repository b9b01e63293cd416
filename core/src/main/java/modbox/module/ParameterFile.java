package modbox.module;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.pseudo.Attribute;
import modbox.pseudo.Caller;

/** /sys/module/NAME/parameters/PARAM. */
record ParameterFile(ModuleLoader loader, String module, String name) implements Attribute {
  @Override
  public String show(Caller caller) throws ErrnoException {
    LoadedModule row = row();
    return row.parameters().get(index(row)).shown();
  }

  @Override
  public void store(Caller caller, String text) throws ErrnoException {
    LoadedModule row = row();
    int index = index(row);
    ParamSetter.Outcome outcome = loader.setter().set(row.parameters().get(index), text, "sysfs");
    loader.rows().put(row.withParameters(row.parameters().update(index, outcome.parameter())));
    if (outcome.failure() != null) {
      throw outcome.failure();
    }
  }

  private LoadedModule row() throws ErrnoException {
    LoadedModule row = loader.rows().get(module);
    if (row == null) {
      throw Errno.ENODEV.on(module);
    }
    return row;
  }

  private int index(LoadedModule row) throws ErrnoException {
    for (int i = 0; i < row.parameters().size(); i++) {
      if (row.parameters().get(i).declared().name().equals(name)) {
        return i;
      }
    }
    throw Errno.ENODEV.on(name);
  }
}
