package dev.leat.connect.postgres;

import dev.leat.api.Destination;
import dev.leat.api.DestinationType;
import java.nio.file.Path;

/** Destinations of the form {@code postgresql://user:password@host:port/database?schema=name}. */
public final class PostgresDestinationType implements DestinationType {
  @Override
  public String scheme() {
    return "postgresql";
  }

  @Override
  public Destination open(String url, Path project) {
    PostgresUrl place = PostgresUrl.parse(url);
    return new PostgresDestination(place, place::connect, Courier.Door.usual());
  }
}
