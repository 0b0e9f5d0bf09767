// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.ingress;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.kubernetes.Ingress;
import io.lateen.api.kubernetes.IngressClass;
import io.lateen.api.meshconfig.IngressSettings;
import io.lateen.base.Copies;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.service.ServicesSnapshot;
import io.lateen.mesh.settings.MeshInventory;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What all served Ingresses stand for (istio/istio pilot/pkg/config/kube/ingress).
 *
 * @param objects Gateways and VirtualServices by key
 */
public record IngressSnapshot(Map<ObjectKey, ConfigObject<?>> objects) {

  public static final IngressSnapshot EMPTY = new IngressSnapshot(Map.of());

  private static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";

  /** Controller of the classes that Istio serves. */
  private static final String CONTROLLER = "istio.io/ingress-controller";

  public IngressSnapshot {
    objects = Copies.sorted(objects);
  }

  /**
   * What the Ingresses of {@code inventory} stand for; this very object when that is the same.
   *
   * @param services that backends name
   */
  public IngressSnapshot under(
      MeshInventory inventory, IngressSettings settings, ServicesSnapshot services) {
    if (inventory.ingresses().byKey().isEmpty()) {
      return EMPTY;
    }
    var conversion = new IngressConversion(settings, services);
    inventory.ingresses().byKey().values().stream()
        .filter(ingress -> isServed(ingress, inventory.ingressClasses(), settings))
        .forEach(conversion::add);
    var next = new TreeMap<ObjectKey, ConfigObject<?>>();
    conversion.objects().forEach(object -> next.put(object.key(), object));
    return next.equals(objects) ? this : new IngressSnapshot(next);
  }

  /** The change from this state to {@code next}. */
  public ConfigDelta to(IngressSnapshot next) {
    if (next == this) {
      return ConfigDelta.EMPTY;
    }
    var changed = new TreeMap<ObjectKey, ConfigObject<?>>();
    next.objects.forEach(
        (key, object) -> {
          if (!object.equals(objects.get(key))) {
            changed.put(key, object);
          }
        });
    var gone = new TreeSet<>(objects.keySet());
    gone.removeAll(next.objects.keySet());
    return new ConfigDelta(changed, gone);
  }

  /** The annotation decides, else a known class, else the mode. */
  private static boolean isServed(
      ConfigObject<Ingress> ingress, KindSnapshot<IngressClass> classes, IngressSettings settings) {
    if (settings.controllerMode() == IngressSettings.Mode.OFF) {
      return false;
    }
    var annotated = ingress.meta().annotation(CLASS_ANNOTATION);
    if (!annotated.isEmpty()) {
      return annotated.equals(settings.ingressClass());
    }
    var named =
        classes.byKey().values().stream()
            .filter(known -> known.name().equals(ingress.spec().className()))
            .findFirst();
    return named
        .map(known -> known.spec().controller().equals(CONTROLLER))
        .orElse(settings.controllerMode() == IngressSettings.Mode.DEFAULT);
  }
}
