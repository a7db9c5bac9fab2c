using Azure;

namespace NimbusFunctions.Storage;

/// <summary>
/// Creates the tables in the background: the app listens at once whatever its neighbours do, and
/// <c>/health/ready</c> tells when this is done.
/// </summary>
internal sealed class TableCreation(StoreTables tables, TimeProvider time, ILogger<TableCreation> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public bool Done { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!Done)
        {
            try
            {
                await tables.CreateAsync(stoppingToken);
                Done = true;
            }
            catch (Exception failure) when (failure is RequestFailedException or AggregateException or HttpRequestException)
            {
                log.TablesNotCreated(failure);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }
}
