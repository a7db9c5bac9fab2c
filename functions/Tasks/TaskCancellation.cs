using NimbusFunctions.Access;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tasks.LifeCycle;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks;

/// <summary>Somebody ends a task. Who did it is in the ledger.</summary>
internal sealed class TaskCancellation(TaskDesk desk, LedgerStore ledger, TimeProvider time)
{
    /// <param name="http">Who calls.</param>
    /// <param name="task">The task as it was found.</param>
    /// <param name="obstacle">Why it may not be ended as it is now; null: it may.</param>
    public async Task<IResult> EndAsync(HttpContext http, ContactTask task, Func<ContactTask, string?>? obstacle = null)
    {
        throw new InvalidOperationException();
    }
}
