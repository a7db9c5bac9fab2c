using Microsoft.Extensions.Options;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Clock;
using NimbusFunctions.Entra;
using NimbusFunctions.Graph;
using NimbusFunctions.Ops;
using NimbusFunctions.Presence.Permission;
using NimbusFunctions.Retention;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.Arrivals;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Telemetry;
using NimbusFunctions.Tenants.Secrets;

namespace NimbusFunctions;

/// <summary>Everything the app is told from outside, read and checked before anything starts.</summary>
internal sealed record StartupOptions
{
    public required ConnectionOptions Connections { get; init; }

    public required EntraOptions Entra { get; init; }

    public required GraphOptions Graph { get; init; }

    public required LimitsOptions Limits { get; init; }

    public required ArrivalOptions Arrivals { get; init; }

    public required PresenceOptions Presence { get; init; }

    public required RetentionOptions Retention { get; init; }

    public required ClockOptions Clock { get; init; }

    public required SecretsOptions Secrets { get; init; }

    public required CallbackOptions Callbacks { get; init; }

    public required OpsOptions Ops { get; init; }

    public required TelemetryOptions Telemetry { get; init; }

    /// <summary>Where telemetry goes.</summary>
    public required TelemetryTargets Targets { get; init; }

    /// <exception cref="OptionsException">Something is wrong; its message lists all of it.</exception>
    public static StartupOptions Read(IConfiguration configuration)
    {
        var entra = configuration.GetSection(EntraOptions.Section).Get<EntraOptions>() ?? new();
        var graph = configuration.GetSection(GraphOptions.Section).Get<GraphOptions>() ?? new();
        var limits = configuration.GetSection(LimitsOptions.Section).Get<LimitsOptions>() ?? new();
        var arrivals = configuration.GetSection(ArrivalOptions.Section).Get<ArrivalOptions>() ?? new();
        var presence = configuration.GetSection(PresenceOptions.Section).Get<PresenceOptions>() ?? new();
        var retention = configuration.GetSection(RetentionOptions.Section).Get<RetentionOptions>() ?? new();
        var clock = configuration.GetSection(ClockOptions.Section).Get<ClockOptions>() ?? new();
        var secrets = configuration.GetSection(SecretsOptions.Section).Get<SecretsOptions>() ?? new();
        var callbacks = configuration.GetSection(CallbackOptions.Section).Get<CallbackOptions>() ?? new();
        var ops = configuration.GetSection(OpsOptions.Section).Get<OpsOptions>() ?? new();
        var telemetry = configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new();
        var errors = new List<string>();
        var connections = ConnectionOptions.Read(configuration, errors);
        errors.AddRange(entra.Errors());
        errors.AddRange(graph.Errors());
        errors.AddRange(limits.Errors());
        errors.AddRange(arrivals.Errors());
        errors.AddRange(presence.Errors());
        errors.AddRange(retention.Errors());
        var isInCloud = configuration[ClockOptions.CloudMark] is not null;
        errors.AddRange(clock.Errors(isInCloud));
        errors.AddRange(secrets.Errors(isInCloud));
        errors.AddRange(callbacks.Errors(isInCloud));
        ops.Complete(isInCloud, configuration[OpsOptions.HostMark]);
        errors.AddRange(ops.Errors(isInCloud));
        var targets = TelemetryTargets.Read(configuration, telemetry, errors);
        return errors.Count == 0
            ? new()
            {
                Connections = connections,
                Entra = entra,
                Graph = graph,
                Limits = limits,
                Arrivals = arrivals,
                Presence = presence,
                Retention = retention,
                Clock = clock,
                Secrets = secrets,
                Callbacks = callbacks,
                Ops = ops,
                Telemetry = telemetry,
                Targets = targets,
            }
            : throw new OptionsException(errors);
    }

    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton(Clock.AheadFile.Length == 0 ? TimeProvider.System : new MovedClock(Clock.AheadFile));
        services.AddSingleton(Options.Create(Entra));
        services.AddSingleton(Options.Create(Graph));
        services.AddSingleton(Options.Create(Limits));
        services.AddSingleton(Options.Create(Arrivals));
        services.AddSingleton(Options.Create(Presence));
        services.AddSingleton(Options.Create(Retention));
        services.AddSingleton(Options.Create(Secrets));
        services.AddSingleton(Options.Create(Callbacks));
        services.AddSingleton(Options.Create(Ops));
        services.AddNeighbours(Connections);
    }
}

/// <summary>The app cannot start with its settings; lists everything that is wrong.</summary>
internal sealed class OptionsException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors));
