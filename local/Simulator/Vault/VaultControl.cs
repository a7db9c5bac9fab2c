using NimbusFunctions.Local.Simulator.Control;

namespace NimbusFunctions.Local.Simulator.Vault;

/// <summary>/_control/vault/faults: what goes wrong with the vault, as with a tenant's Graph.</summary>
internal sealed class VaultControl(VaultHttp vault)
{
    public ControlReply Handle(ControlRequest request, string[] rest) => (request.Method, rest) switch
    {
        ("GET", ["faults"]) => ControlReply.Ok(vault.Faults.All.Select(ControlViews.Of).ToArray()),
        ("POST", ["faults"]) => Add(request),
        ("DELETE", ["faults"]) => Clear(),
        _ => ControlRoutes.NotHere(request),
    };

    private ControlReply Add(ControlRequest request)
    {
        if (request.Read<FaultBody>(out var unread) is not { } body)
            return unread!;
        return body.TryMake(out var problem) is { } fault
            ? ControlReply.Created(ControlViews.Of(vault.Faults.Add(fault)))
            : ControlReply.Problem(400, "invalid-fault", problem);
    }

    private ControlReply Clear()
    {
        vault.Faults.Clear();
        return ControlReply.Done;
    }
}
