using System.Text.Json;
using System.Text.Json.Serialization;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Local.Engine;

namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>What happens around tasks: messages arrive, and the engine works slower, faster or not at all.</summary>
internal sealed class ControlTasks(MessageBroker broker, TaskEngine? engine)
{
    private const string IncomingTasks = "incoming-tasks";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>GET and POST /_control/engine.</summary>
    public ControlReply Engine(ControlRequest request)
    {
        if (engine is null)
            return ControlReply.Problem(409, "engine-off", "The edition was started with --engine off.");
        if (request.Method == "POST")
        {
            if (request.Read<EngineBody>(out var unread) is not { } body) return unread!;
            if (body.HandleSeconds is { } seconds && !(seconds >= 0 && seconds <= EnginePace.LongestHandleTime.TotalSeconds))
                return ControlReply.Problem(400, "invalid-engine", $"handleSeconds must be from 0 to {EnginePace.LongestHandleTime.TotalSeconds:0}.");
            engine.Pace = new(
                body.HandleSeconds is { } handle ? TimeSpan.FromSeconds(handle) : engine.Pace.HandleTime, body.Paused ?? engine.Pace.IsPaused);
        }

        return ControlReply.Ok(new { HandleSeconds = engine.Pace.HandleTime.TotalSeconds, Paused = engine.Pace.IsPaused });
    }

    /// <summary>POST …/arrivals. What is wrong with the arrival is for the app to find out.</summary>
    public ControlReply Arrive(ControlRequest request, SimulatedTenant tenant)
    {
        if (request.Read<ArrivalBody>(out var unread) is not { } body) return unread!;
        var id = body.Id ?? Guid.NewGuid().ToString();
        var arrival = new { id, tenant = tenant.Id, body.Service, body.Modality, body.Arrived, content = body.Content ?? JsonSerializer.SerializeToElement(new { }) };
        try
        {
            broker.Queue(IncomingTasks).Send([new()
            {
                // One of its own: the same arrival sent twice is for the app to notice.
                MessageId = Guid.NewGuid().ToString(),
                ContentType = "application/json",
                Body = JsonSerializer.SerializeToUtf8Bytes(arrival, Json),
            }]);
        }
        catch (BrokerException refused)
        {
            return ControlReply.Problem(400, "invalid-arrival", refused.Message);
        }

        return ControlReply.Created(new { id });
    }
}
