using NimbusFunctions.Local.Simulator.Control;

namespace NimbusFunctions.Local.Simulator.Communication;

/// <summary>GET and PUT /_control/tenants/{t}/acs: the connection string of the tenant's ACS, and how it behaves.</summary>
internal sealed class AcsControl(AcsResources resources)
{
    public ControlReply Handle(ControlRequest request, SimulatedTenant tenant)
    {
        var resource = resources.Of(tenant);
        if (request.Method == "PUT")
        {
            if (request.Read<AcsBody>(out var unread) is not { } body) return unread!;
            if (!Enum.TryParse<AcsMood>(body.State, ignoreCase: true, out var mood) || !Enum.IsDefined(mood))
                return ControlReply.Problem(400, "invalid-acs", $"state must be one of {string.Join(", ", Enum.GetNames<AcsMood>())}.");
            resource.Mood = mood;
        }

        return ControlReply.Ok(new { ConnectionString = resources.ConnectionString(tenant), ResourceId = resource.Id, State = resource.Mood.ToString(), resource.Users });
    }
}

/// <summary>How an ACS is to behave from now on.</summary>
internal sealed record AcsBody(string? State);
