using System.Globalization;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Presence.Signals;

/// <summary>
/// A message of <c>task-dispatch</c> that hands over no task: somebody of a service takes work again, so whoever
/// distributes its tasks looks now rather than later. Tasks have no <c>kind</c>.
/// </summary>
/// <param name="Kind">Always <see cref="UsersAvailable"/>.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="ServiceId">The service.</param>
/// <param name="At">When it was noticed.</param>
internal sealed record RoutableSignal(string Kind, string Tenant, string ServiceId, DateTimeOffset At)
{
    public const string UsersAvailable = "users-available";

    /// <summary>Whoever has not looked by then looks by itself.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    public static RoutableSignal Of(string tenant, string serviceId, DateTimeOffset at) => new(UsersAvailable, tenant, serviceId, at);

    /// <summary>The id names the service and the second, so that the queue drops a second one, whoever sends it.</summary>
    public ServiceBusMessage ToMessage() => new(JsonSerializer.Serialize(this, NimbusJson.Default.RoutableSignal))
    {
        MessageId = string.Create(CultureInfo.InvariantCulture, $"{StableHash.Hex($"{Tenant}|{ServiceId}", 32)}-{At.ToUnixTimeSeconds()}"),
        Subject = Kind,
        ContentType = "application/json",
        TimeToLive = Life,
    };
}
