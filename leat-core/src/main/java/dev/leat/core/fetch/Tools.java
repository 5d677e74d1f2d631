package dev.leat.core.fetch;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What every fetch of one fetcher shares. */
record Tools(
    Gates gates, InstantSource clock, Pause pause, RandomGenerator random, Progress progress) {}
