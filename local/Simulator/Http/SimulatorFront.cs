using NimbusFunctions.Local.Simulator.Communication;
using NimbusFunctions.Local.Simulator.Control;
using NimbusFunctions.Local.Simulator.Entra;
using NimbusFunctions.Local.Simulator.Faults;
using NimbusFunctions.Local.Simulator.Graph;
using NimbusFunctions.Local.Simulator.Vault;

namespace NimbusFunctions.Local.Simulator.Http;

/// <summary>Leads a request to Graph, to the control API, to ACS, to Entra or to the vault.</summary>
internal sealed class SimulatorFront(GraphHttp graph, EntraHttp entra, ControlHttp control, AcsHttp acs, VaultHttp vault)
{
    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            if (vault.Owns(http)) await vault.HandleAsync(http);
            else if (http.Request.Path.StartsWithSegments(GraphHttp.Version, StringComparison.OrdinalIgnoreCase)) await graph.HandleAsync(http);
            else if (http.Request.Path.StartsWithSegments(ControlHttp.Root, StringComparison.OrdinalIgnoreCase)) await control.HandleAsync(http);
            else if (http.Request.Path.StartsWithSegments(AcsResources.Root, StringComparison.OrdinalIgnoreCase)) await acs.HandleAsync(http);
            else await entra.HandleAsync(http);
        }
        catch (ConnectionCutException)
        {
            http.Abort();
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; nobody waits for an answer.
        }
        catch (BadHttpRequestException e)
        {
            http.Response.StatusCode = e.StatusCode;
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            // Nobody planned this: it must be seen by whoever is testing, not look like a fault of Graph.
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await http.Response.WriteAsJsonAsync(
                new { type = "urn:nimbus-functions:simulator:defect", title = "The simulator itself failed", status = 500, detail = e.ToString() }, http.RequestAborted);
        }
    }
}
