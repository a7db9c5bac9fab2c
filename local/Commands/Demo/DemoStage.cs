using NimbusFunctions.Local.Commands.Api;

namespace NimbusFunctions.Local.Commands.Demo;

/// <summary>Plays scenes in a tenant: does the change, waits for a sync that began later, asks the API, and takes the time.</summary>
internal sealed class DemoStage(TenantApi api)
{
    private static readonly TimeSpan SyncPatience = TimeSpan.FromSeconds(60);

    /// <summary>Plays scene after scene, up to the first that does not hold: what follows would only say so again.</summary>
    public async Task<IReadOnlyList<DemoStep>> PlayAsync(IEnumerable<DemoScene> scenes, CancellationToken ct)
    {
        List<DemoStep> steps = [];
        foreach (var scene in scenes)
        {
            steps.Add(await PlayAsync(scene, ct));
            if (!steps[^1].Holds)
                break;
        }

        return steps;
    }

    private async Task<DemoStep> PlayAsync(DemoScene scene, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        IReadOnlyList<ApiRun>? runs = null;
        string found;
        try
        {
            if (scene.Change is not null)
            {
                await scene.Change(ct);
                runs = await SyncWait.RunAsync(api, SyncPatience, ct);
            }

            found = scene.Change is not null && runs is null
                ? $"no sync ended within {SyncPatience.TotalSeconds:0} seconds"
                : await scene.Read(ct);
        }
        catch (Exception e) when (Failure.Explain(e) is { } line)
        {
            found = line;
        }

        var seconds = Math.Round(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 2);
        return new(scene.Name, scene.Expected, found, found == scene.Expected, seconds, runs);
    }
}
