package modbox.image.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Which module of a list exports a symbol: the last one that does. */
public final class SymbolOwners {
  private final Map<String, Integer> owners = new HashMap<>();

  /** Owners by the place of the module in the list. */
  public SymbolOwners(List<ModuleFacts> modules) {
    for (int i = 0; i < modules.size(); i++) {
      for (String symbol : modules.get(i).exports()) {
        owners.put(symbol, i);
      }
    }
  }

  /** The place of the module that exports the symbol; a leading dot does not count. */
  public OptionalInt owner(String symbol) {
    Integer owner = owners.get(symbol.startsWith(".") ? symbol.substring(1) : symbol);
    return owner == null ? OptionalInt.empty() : OptionalInt.of(owner);
  }

  /** All symbols in the order of kmod's table. */
  public List<String> inTableOrder() {
    return HashOrder.sort(new ArrayList<>(owners.keySet()), HashOrder.SYMBOLS);
  }
}
