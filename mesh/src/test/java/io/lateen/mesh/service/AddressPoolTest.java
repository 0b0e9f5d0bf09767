// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.networking.ServiceEntry;
import io.lateen.mesh.sample.Objects;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressPoolTest {

  /** So many that some share their first slot. */
  private static final int MANY = 3_000;

  private static ConfigObject<?> entry(int number) {
    return Objects.entry(
        "default",
        "e" + number,
        number,
        Objects.entrySpec(
            List.of("host" + number + ".example.com"),
            ServiceEntry.Resolution.DNS,
            List.of(),
            Optional.empty(),
            List.of(),
            443));
  }

  private static List<ConfigObject<?>> many() {
    var all = new ArrayList<ConfigObject<?>>();
    for (int i = 0; i < MANY; i++) {
      all.add(entry(i));
    }
    return all;
  }

  private static ServicesSnapshot of(List<ConfigObject<?>> objects) {
    return ServicesSnapshot.EMPTY.apply(ConfigDelta.upsert(objects));
  }

  @Test
  void everyServiceHasAnAddressOfItsOwn() {
    var services = of(many());

    var seen = new HashSet<String>();
    services.all().forEach(service -> seen.addAll(services.pool().of(service.key())));

    assertThat(seen).hasSize(2 * MANY);
    assertThat(services.pool().displaced()).isNotEmpty();
  }

  @Test
  void addressesDoNotDependOnTheOrderOfEdits() {
    var shuffled = many();
    Collections.shuffle(shuffled, new Random(7));

    assertThat(of(shuffled).pool()).isEqualTo(of(many()).pool());
  }

  @Test
  void whoComesAndGoesLeavesNoTrace() {
    var kept = many().subList(0, MANY / 2);
    var gone = new ArrayList<ObjectKey>();
    many().subList(MANY / 2, MANY).forEach(object -> gone.add(object.key()));

    var services = of(many());
    for (var key : gone) {
      services = services.apply(ConfigDelta.remove(key));
    }

    assertThat(services.pool()).isEqualTo(of(new ArrayList<>(kept)).pool());
  }

  @Test
  void whoFindsNoneIsTold() {
    var crowd = new ArrayList<ConfigObject<?>>();
    for (int i = 0; i < AddressPool.SLOTS + MANY; i++) {
      crowd.add(entry(i));
    }
    var services = of(crowd);
    var pool = services.pool();

    assertThat(pool.missing()).isGreaterThanOrEqualTo(MANY);
    assertThat(pool.given() + pool.missing()).isEqualTo(crowd.size());
    var unlucky =
        services.all().stream().filter(one -> pool.isMissing(one.key())).findFirst().orElseThrow();
    assertThat(pool.of(unlucky.key())).isEmpty();
    assertThat(AddressChecks.warnings(services))
        .hasSize(pool.missing())
        .anySatisfy(
            warning -> {
              assertThat(warning.object()).isEqualTo(unlucky.object());
              assertThat(warning.problem().message()).contains("no address is left");
            });

    var after = services;
    for (int i = 0; i < 2; i++) {
      after = after.apply(ConfigDelta.remove(entry(i).key()));
    }
    assertThat(after.pool().given()).isGreaterThan(pool.given() - 2);
  }

  @Test
  void addressesStayWhenOthersCome() {
    var before = of(many().subList(0, MANY - 1));
    var after = before.apply(ConfigDelta.upsert(entry(MANY - 1)));

    long moved =
        before.all().stream()
            .filter(
                service -> !before.pool().of(service.key()).equals(after.pool().of(service.key())))
            .count();

    assertThat(moved).isLessThanOrEqualTo(1);
  }
}
